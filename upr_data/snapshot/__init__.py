"""Snapshots: immutable folders of Parquet files with their papers."""

from upr_data.snapshot.comparing import Comparison, compare
from upr_data.snapshot.manifest import Draft, FileRecord, Manifest
from upr_data.snapshot.mirror import Synced, follow, named, refresh, store_at
from upr_data.snapshot.publish import StoreNotWritableError, publish
from upr_data.snapshot.reading import DamagedSnapshotError, Snapshot, Terms, open_snapshot
from upr_data.snapshot.store import (
    Chosen,
    Listed,
    NoSnapshotError,
    choose,
    clock_remarks,
    default_store,
    list_snapshots,
    matching,
    may_demonstrate,
    remove,
    store_named,
    superseded_by,
    wants_demonstration,
)

__all__ = [
    "Chosen",
    "Comparison",
    "DamagedSnapshotError",
    "Draft",
    "FileRecord",
    "Listed",
    "Manifest",
    "NoSnapshotError",
    "Snapshot",
    "StoreNotWritableError",
    "Synced",
    "Terms",
    "choose",
    "clock_remarks",
    "compare",
    "default_store",
    "follow",
    "list_snapshots",
    "matching",
    "may_demonstrate",
    "named",
    "open_snapshot",
    "publish",
    "refresh",
    "remove",
    "store_at",
    "store_named",
    "superseded_by",
    "wants_demonstration",
]
