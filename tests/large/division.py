"""The example data with some of their forms divided into Parquet files."""

import shutil

import numpy as np

FORMS = ("jalkautumiset", "mittaukset", "palvelutarpeet")


def divided(data, folder, seed=1, files=3, group=40, forms=FORMS):
    """Copy a data folder, with the rows of some forms in random order in Parquet files."""
    shutil.copytree(data.folder, folder)
    random = np.random.default_rng(seed)
    for form in forms:
        for path in folder.iterdir():
            if path.stem.split("_")[0] == form:
                path.unlink()
        rows = data.tables[form].drop(columns=["tiedosto", "rivi"])
        (folder / form).mkdir()
        for at, places in enumerate(np.array_split(random.permutation(len(rows)), files)):
            part = rows.iloc[places]
            part.to_parquet(folder / form / f"osa{at}.parquet", row_group_size=group, index=False)
    return folder
