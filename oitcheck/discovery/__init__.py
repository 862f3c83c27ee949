"""An agency's own OIT page, read as a link list: each row with a confidence and the reason.

`discover` reads one page, `leads_on` says which pages to read instead where it is only the way to
the list. Pure.
"""

from oitcheck.discovery.page import leads_on
from oitcheck.discovery.rows import SURE, Row, discover

__all__ = ["SURE", "Row", "discover", "leads_on"]
