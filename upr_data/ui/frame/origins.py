"""Pages of other sites: Streamlit refuses them their sessions without asking anybody."""

from streamlit import net_util


def ask_nobody() -> None:
    """Have Streamlit go without the address by which this machine is known to the world.

    It asks a service for it when a page of another site opens a session, to compare the two, and
    everybody waits meanwhile; no setting turns that off. Such a page is refused either way.
    """
    net_util.get_external_ip = _unknown


def _unknown() -> str | None:
    return None
