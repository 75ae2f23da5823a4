"""What the codes of people are called."""

from __future__ import annotations

from caseworker.base.text import Text, raw, t, tc

GROUPS: dict[str, Text] = {
    "lab-1": tc("target group", "Unemployment benefit"),
    "lab-2": tc("target group", "Job-ready"),
    "lab-3": tc("target group", "Activity-ready"),
    "lab-4": tc("target group", "Education-ready"),
    "lab-5": tc("target group", "Activity-ready under 30"),
    "lab-6": tc("target group", "Sickness benefit"),
    "lab-7": tc("target group", "Job clarification"),
    "lab-8": tc("target group", "Resource programme"),
    "lab-9": tc("target group", "Flex-job"),
    "lab-10": tc("target group", "Rehabilitation"),
    "lab-11": tc("target group", "Disability pension"),
    "lab-12": tc("target group", "Self-supporting unemployed"),
    "lab-13": tc("target group", "Under 18"),
    "integration": tc("target group", "Introduction programme"),
}
VISITED: dict[str, Text] = {
    "job_ready": tc("target group", "Job-ready"),
    "activity_ready": tc("target group", "Activity-ready"),
    "education_ready": tc("target group", "Education-ready"),
    "obviously_education_ready": t("Clearly education-ready"),
}
# The second question that some groups ask (groups.DETAIL).
INSURED: dict[str, Text] = {
    "full_time": t("Full-time insured"),
    "part_time": t("Part-time insured"),
}
CATEGORIES: dict[int, Text] = {
    1: t("Category 1: expected to be well within 8 weeks"),
    2: t("Category 2: follow-up needed"),
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
    "job_clarification": t("Resource programme benefit in job clarification"),
    "resource_programme": t("Resource programme benefit in a resource programme"),
    "flex_unemployment": t("Flex-job unemployment benefit"),
    "flex_job": t("Flex-job wage subsidy"),
    "rehabilitation": t("Rehabilitation benefit"),
    "pre_rehabilitation": t("Benefit during pre-rehabilitation"),
    "early_retirement": tc("benefit", "Disability pension"),
    "introduction_benefit": t("Introduction benefit"),
    "transition_benefit": t("Transition benefit"),
    "none": t("No benefit"),
}

# The target groups as they are chosen: the visitation goes with the group, so that no pair is impossible.
GROUP_CHOICES: tuple[tuple[str, str], ...] = (
    ("lab-1", ""), ("lab-2", "job_ready"), ("lab-3", "activity_ready"), ("lab-4", "education_ready"),
    ("lab-4", "obviously_education_ready"), ("lab-5", "activity_ready"), ("lab-6", ""), ("lab-7", ""), ("lab-8", ""),
    ("lab-9", ""), ("lab-10", ""), ("lab-11", ""), ("lab-12", ""), ("lab-13", ""), ("integration", ""),
)  # fmt: skip
# What somebody in the group usually lives on: proposed where nothing is chosen yet.
USUAL_BENEFIT: dict[str, str] = {
    "lab-1": "unemployment_benefit", "lab-2": "cash_benefit", "lab-3": "cash_benefit", "lab-4": "education_help",
    "lab-5": "education_help", "lab-6": "sickness_benefit", "lab-7": "job_clarification",
    "lab-8": "resource_programme", "lab-9": "flex_unemployment", "lab-10": "rehabilitation",
    "lab-11": "early_retirement", "lab-12": "none", "integration": "introduction_benefit",
}  # fmt: skip

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


def group_words(group: str, visited_as: str = "") -> Text:
    """Return what a target group is called where it is chosen or told; an unknown code is shown as it is."""
    if group == "lab-4" and visited_as == "obviously_education_ready":
        return VISITED[visited_as]
    return GROUPS.get(group) or raw(group)
