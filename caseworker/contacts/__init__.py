"""Contacts: talks from plan to held, requests for a talk, attendance and outreach."""
