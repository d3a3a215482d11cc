"""Everything that can be done to a correct report: harmless changes of form, and known faults."""

from __future__ import annotations

from generator.encodings import encodings
from generator.fault import Fault
from generator.fault_basis import BASIS_FAULTS
from generator.fault_cell import CELL_FAULTS
from generator.fault_content import CONTENT_FAULTS
from generator.fault_document import DOCUMENT_FAULTS
from generator.fault_front import FRONT_FAULTS
from generator.fault_last_year import LAST_YEAR_FAULTS
from generator.fault_received import RECEIVED_FAULTS
from generator.fault_section import SECTION_FAULTS
from generator.fault_sum import SUM_FAULTS
from generator.fault_table import TABLE_FAULTS
from generator.fault_table_words import TABLE_WORDS_FAULTS
from generator.fault_words import WORDS_FAULTS
from generator.fault_year import YEAR_FAULTS
from generator.harmless import HARMLESS, Harmless

__all__ = ["FAULTS", "HARMLESS", "Fault", "Harmless", "encodings"]

FAULTS: dict[str, Fault] = {
    fault.name: fault
    for family in (
        DOCUMENT_FAULTS,
        FRONT_FAULTS,
        SECTION_FAULTS,
        TABLE_FAULTS,
        CELL_FAULTS,
        SUM_FAULTS,
        CONTENT_FAULTS,
        RECEIVED_FAULTS,
        TABLE_WORDS_FAULTS,
        BASIS_FAULTS,
        YEAR_FAULTS,
        WORDS_FAULTS,
        LAST_YEAR_FAULTS,
    )
    for fault in family
}
