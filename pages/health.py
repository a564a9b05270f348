"""Health: how this server is, for those who run it; `app.py` shows it."""

from upr_data.ui.frame import navigation

navigation.enter_by_the_front_door()
