"""Plugins: which are installed, what they offer, and how their offers are used without believing them.

Nothing that a plugin does reaches the caller as an exception: a fault is a ``Message`` in a listing, or a flaw
of the deck that was read.
"""

from studyapp.plugins.checking import Misfit, misfit, unfit
from studyapp.plugins.guarding import TIME_LIMIT
from studyapp.plugins.loading import PluginListing, Plugins, load
from studyapp.plugins.manifest import PluginEntry, entries
from studyapp.plugins.offers import Offer, OfferKind
from studyapp.plugins.reading import excerpt, read
from studyapp.plugins.writing import CannotWrite, write

__all__ = [
    "TIME_LIMIT",
    "CannotWrite",
    "Misfit",
    "Offer",
    "OfferKind",
    "PluginEntry",
    "PluginListing",
    "Plugins",
    "entries",
    "excerpt",
    "load",
    "misfit",
    "read",
    "unfit",
    "write",
]
