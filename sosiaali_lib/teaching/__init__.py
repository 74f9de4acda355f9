"""The course: sessions for students and teachers from one file, and data with known truth."""
