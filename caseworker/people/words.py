"""What the codes of people are called."""

from __future__ import annotations

from caseworker.base.text import Text, raw, t, tc

GROUPS: dict[str, Text] = {
    "lab-1": t("Unemployment benefit"),
    "lab-2": t("Job-ready"),
    "lab-3": t("Activity-ready"),
    "lab-4": t("Education-ready"),
    "lab-5": t("Activity-ready under 30"),
    "lab-6": t("Sickness benefit"),
    "lab-7": t("Job clarification"),
    "lab-8": t("Resource programme"),
    "lab-9": t("Flex-job"),
    "lab-10": tc("target group", "Rehabilitation"),
    "lab-11": t("Disability pension"),
    "lab-12": t("Self-supporting unemployed"),
    "lab-13": t("Under 18"),
    "integration": t("Introduction programme"),
}
VISITED: dict[str, Text] = {
    "job_ready": t("Job-ready"),
    "activity_ready": t("Activity-ready"),
    "education_ready": t("Education-ready"),
    "obviously_education_ready": t("Clearly education-ready"),
}
END_STATES: dict[str, Text] = {
    "job_ordinary": t("Ordinary job"),
    "job_special": t("Job on special terms"),
    "rehabilitation": tc("end state", "Rehabilitation"),
    "education": tc("end state", "Education"),
    "stu": t("Special youth education (STU)"),
    "early_retirement": tc("end state", "Disability pension"),
    "moved": t("Moved to another municipality"),
    "lost_right": t("Lost the right to benefit"),
    "prison": tc("end state", "Prison"),
    "deceased": tc("end state", "Deceased"),
    "self_supporting": tc("end state", "Self-supporting"),
}
BENEFITS: dict[str, Text] = {
    "unemployment_benefit": tc("benefit", "Unemployment benefit"),
    "cash_benefit": t("Cash benefit"),
    "education_help": t("Education help"),
    "sickness_benefit": tc("benefit", "Sickness benefit"),
    "job_clarification": t("Resource programme benefit"),
    "flex_unemployment": t("Flex-job unemployment benefit"),
    "flex_job": t("Flex-job wage subsidy"),
    "rehabilitation": t("Rehabilitation benefit"),
    "early_retirement": tc("benefit", "Disability pension"),
    "introduction_benefit": t("Introduction benefit"),
    "none": t("No benefit"),
}

# What a column of a caseload file can hold.
CASELOAD_COLUMNS: dict[str, Text] = {
    "name": t("Whole name"),
    "first_name": t("First name"),
    "last_name": t("Last name"),
    "cpr": t("CPR number"),
    "birth_date": t("Birth date"),
    "phone": tc("column", "Phone"),
    "email": tc("column", "Email"),
    "address": tc("column", "Address"),
    "postal_code": t("Postal code"),
    "city": tc("column", "City"),
    "municipality": tc("column", "Municipality"),
    "group": t("Target group"),
    "visited_as": tc("column", "Visitation"),
    "benefit": tc("column", "Benefit"),
    "benefit_from": t("Benefit since"),
    "first_contact_on": t("First contact"),
    "opened_on": t("Case opened"),
    "referred_on": t("Referred on"),
    "referred_by": t("Referred by"),
    "owner": t("Contact person"),
    "interpreter": tc("column", "Interpreter"),
    "protected_address": t("Protected address"),
    "external_id": t("Number in your case system"),
}


def visited_words(group: str, visited_as: str) -> Text | None:
    """Return what a citizen in this group is called: the visitation where there is one, else the group."""
    return VISITED.get(visited_as) or GROUPS.get(group)


ROLES: dict[str, Text] = {
    "coordinator": tc("role", "coordinator"),
    "coordinating_caseworker": t("coordinating caseworker"),
    "authority": tc("role", "authority"),
    "job_consultant": t("job consultant"),
    "company_consultant": t("company consultant"),
    "jobcentre_mentor": t("jobcentre mentor"),
    "company_mentor": t("mentor in the company"),
    "education_mentor": t("mentor in the education"),
    "team_lead": t("team leader"),
    "department_lead": t("head of department"),
    "contact_person": t("contact person"),
    "youth_guidance": t("youth guidance"),
    "unemployment_fund": t("unemployment fund"),
    "drug_centre": t("drug treatment centre"),
    "housing_support": t("housing support"),
    "psychiatry": tc("role", "psychiatry"),
    "psychologist": tc("role", "psychologist"),
    "gp": t("your own doctor"),
    "probation": t("probation service"),
    "health_care": t("health service"),
    "school": tc("role", "school"),
    "parents": tc("role", "family"),
    "company": tc("role", "company"),
    "private_provider": t("external provider"),
    "network": tc("role", "network"),
}


def role_words(role: str) -> Text:
    """Return what a role is called; a role written by hand is shown as written."""
    return ROLES.get(role) or raw(role)
