"""Project evaluation on rows, in the closed room: from one file of answers to unprotected pages."""

from sosiaali_lib.project.material import Material
from sosiaali_lib.project.project import Parameters, Project

__all__ = ["Material", "Parameters", "Project"]
