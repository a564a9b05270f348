"""Action category and S.M.A.R.T. features of a recommendation, read from its text."""
