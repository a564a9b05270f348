"""UPR Info's database as exported until 2018: .csv and .xls of 2015, .csv of 2018.

One record is one recommendation × one recommending State, without id and paragraph number. Files
saved again from a spreadsheet, in either format, are read as well: columns go by name. Regional
groups and organisations, whose columns share a name, are not read: `upr_data.states` has them.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from upr_data.model import Table, empty
from upr_data.provenance import LICENCE_NOT_STATED, SourceRecord
from upr_data.sources.base import Progress, Reading, Sample
from upr_data.sources.door import read_whole, refusal
from upr_data.sources.records import Records, header_of, read_records
from upr_data.sources.report import Report
from upr_data.sources.rows import Role, to_rows
