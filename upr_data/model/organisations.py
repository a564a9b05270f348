"""Organisations and other groups that States belong to, beside the regional ones."""

from enum import StrEnum
from typing import Final


class Organisation(StrEnum):
    """International organisations that UPR Info's exports name, and three groups of States.

    The three are those of the United Nations: least developed (LDC), landlocked developing (LLDC)
    and small island developing States (SIDS).
    """

    ACS = "acs"
    AL = "al"
    AU = "au"
    ASEAN = "asean"
    CIS = "cis"
    COMMONWEALTH = "commonwealth"
    EU = "eu"
    OAS = "oas"
    OEI = "oei"
    OIC = "oic"
    OIF = "oif"
    PIF = "pif"
    LDC = "ldc"
    LLDC = "lldc"
    SIDS = "sids"


SPECIAL_SITUATIONS: Final = (Organisation.LDC, Organisation.LLDC, Organisation.SIDS)
"""The groups of States among the organisations; UPR Info's exports do not name them."""
