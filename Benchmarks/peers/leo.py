"""A day of a low orbit against satkit: EGM96 to 70x70, Sun, Moon, drag in NRLMSISE-00, constant Sun.

satkit takes three-hourly magnetic indices where we take the daily one, which is the same work and
not the same density (2 to 4 % more): its answer is compared with its own tight one, not with ours.
"""

import csv
import pathlib
import shutil

from peers.timing import report

STATE = [1116280.6322315366, 6150304.59625613, 2663988.652622173,
         -5480.985412789892, -1257.9907917713726, 5202.672997259759]
CONFIGURATIONS = {
    "satkit": ("gauss_jackson8", 30.0, 1e-3),
    "satkit-at-40-s": ("gauss_jackson8", 40.0, 1e-3),
    "satkit-rkv98": ("rkv98", 60.0, 1e-4),
}


def tables():
    import satkit_data

    return pathlib.Path(satkit_data.__file__).parent / "data"


def prepare(folder):
    """Gives both sides EGM96, and satkit a table of space weather under a constant Sun."""
    try:
        source = tables()
    except ImportError:
        return
    data = pathlib.Path(folder, "satkit")
    data.mkdir(exist_ok=True)
    for path in source.iterdir():
        target = data / path.name
        if path.name != "SW-All.csv" and not target.exists():
            target.symlink_to(path)
    shutil.copy(source / "EGM96.gfc", folder)
    orientation = data / "finals2000A.all"
    if not orientation.exists():
        import astropy_iers_data

        orientation.symlink_to(astropy_iers_data.IERS_A_FILE)
    with open(source / "SW-All.csv", encoding="ascii") as file:
        rows = list(csv.DictReader(file))
    with open(data / "SW-All.csv", "w", encoding="ascii", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for row in rows:
            for name in row:
                if name.startswith("AP"):
                    row[name] = "15"
                elif name.startswith("KP"):
                    row[name] = "240" if name == "KP_SUM" else "30"
                elif name.startswith("F10.7") and name != "F10.7_DATA_TYPE":
                    row[name] = "150.0"
            writer.writerow(row)


def runner(folder):
    import satkit

    satkit.utils.set_datadir(str(pathlib.Path(folder, "satkit")))
    start = satkit.time(2024, 3, 20, 0, 0, 0.0)
    object_ = satkit.satproperties(cdaoverm=2.2 * 1000 / 420_000, craoverm=0.0)

    def run(integrator, step, tolerance, relative=None):
        settings = satkit.propsettings(
            abs_error=tolerance, rel_error=relative or tolerance * 1e-6, gravity_degree=70,
            gravity_order=70, gravity_model=satkit.gravmodel.egm96, use_spaceweather=True,
            use_sun_gravity=True, use_moon_gravity=True, tide_model=satkit.tidemodel.none,
            use_relativistic_correction=False, enable_interp=False,
            integrator=getattr(satkit.integrator, integrator), gj_step_seconds=step)
        return satkit.propagate(
            STATE, start, duration_secs=86_400.0, propsettings=settings, satproperties=object_).pos

    return run


def measure(folder):
    import numpy as np

    run = runner(folder)
    for name, configuration in CONFIGURATIONS.items():
        report("leo-day", name, "day", 1, lambda c=configuration: run(*c), repeats=9)
    exact = run("rkv98", 60.0, 1e-7, 1e-13)
    for name, configuration in CONFIGURATIONS.items():
        off = np.linalg.norm(run(*configuration) - exact)
        print("leo-day-error", name, off, "m", flush=True)
