"""The stored records of people."""

from caseworker.people.model.case import CaseAct, CaseEvent, CaseFile, Exemption, GroupPeriod, PrimaryContact
from caseworker.people.model.citizen import Citizen, LifeEvent, Trait
from caseworker.people.model.history import BenefitPeriod, EarlierEffort, OtherPlan, StatusChange, WorkPeriod
from caseworker.people.model.network import Consent, Party
from caseworker.people.model.staff import Staff, UnitSetting

__all__ = [
    "BenefitPeriod",
    "CaseAct",
    "CaseEvent",
    "CaseFile",
    "Citizen",
    "Consent",
    "EarlierEffort",
    "Exemption",
    "GroupPeriod",
    "LifeEvent",
    "OtherPlan",
    "Party",
    "PrimaryContact",
    "Staff",
    "StatusChange",
    "Trait",
    "UnitSetting",
    "WorkPeriod",
]
