"""What stands around every page: address, navigation, view, store, filter bar, footer."""
