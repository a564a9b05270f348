"""The page of the public record: curves, treaties, ledgers of States, rows, the register."""
