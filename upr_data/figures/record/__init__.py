"""The public record counted: who joined what they were asked to join. Never part of IRI."""
