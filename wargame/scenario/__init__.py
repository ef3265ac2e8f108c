"""What designers write: documents, their loader, conditions and lint."""

from wargame.scenario.document import Scenario as Scenario
from wargame.scenario.issues import DocumentError as DocumentError
from wargame.scenario.issues import Issue as Issue
from wargame.scenario.issues import render_issues as render_issues
from wargame.scenario.loader import Listing as Listing
from wargame.scenario.loader import check as check
from wargame.scenario.loader import check_texts as check_texts
from wargame.scenario.loader import list_scenarios as list_scenarios
from wargame.scenario.loader import load as load
from wargame.scenario.loader import load_texts as load_texts
from wargame.scenario.registry import build_registry as build_registry
