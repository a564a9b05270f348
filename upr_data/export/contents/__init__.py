"""What talks, stories and briefs say: of a State, a theme, any selection, a published figure."""

from upr_data.export.contents.compose import Request, brief_of, story_of

__all__ = ["Request", "brief_of", "story_of"]
