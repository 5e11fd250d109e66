"""NRLMSISE-00 beside its authors' own outputs and beside two other programs."""

import csv
import datetime

# The authors' outputs are of the day of a year that the model does not ask for.
YEAR = datetime.datetime(2001, 1, 1)
GASES = ("he", "o", "n2", "o2", "ar", None, "h", "n", "anomalousO")

# Outputs 16 and 17 have seven indices of 100, ap as in 1 and 4.
SEVEN = ",".join(["100"] * 7)


def check_air(bench):
    _check_authors(bench)
    _check_programs(bench)


def _air(bench, epoch, latitude, longitude, altitude, flux, average, ap, *options):
    return bench.ask("atmosphere", "--epoch", epoch, f"--latitude={latitude}",
                     f"--longitude={longitude}", f"--altitude={altitude}", "--f107", flux,
                     "--f107a", average, "--ap", ap, *options)


def _check_authors(bench):
    table = bench.table
    table.title("NRLMSISE-00: the 17 outputs of its authors, of 11 numbers the worst")
    inputs = bench.data / "environment/atmosphere/nrlmsise00_official_testinput.csv"
    outputs = bench.data / "environment/atmosphere/nrlmsise00_official_testoutput.txt"
    if not bench.has("17 outputs", inputs, outputs):
        return
    lines = [line.split() for line in bench.text(outputs).splitlines()]
    expected = [[float(x) for x in line] for line in lines if len(line) == 11]
    rows = list(csv.DictReader(bench.text(inputs).splitlines()))
    for row, numbers in zip(rows, expected, strict=True):
        epoch = YEAR + datetime.timedelta(days=int(row["doy"]) - 1, seconds=float(row["sec"]))
        said = _air(bench, epoch.isoformat() + "Z", row["lat"], row["lon"], row["alt_km"],
                    row["f107"], row["f107A"], row["ap"] if int(row["row"]) < 16 else SEVEN,
                    "--local-solar-time", row["lst_h"])
        ours = [said["densityKgPerM3"] if gas is None
                else said["numberDensitiesPerM3"][gas] * 1e-6 for gas in GASES]
        ours[5] *= 1e-3
        ours += [said["exosphericTemperatureK"], said["temperatureK"]]
        # Densities under 1e-30 are not told apart from none.
        worst = max(abs(a - b) / b for a, b in zip(ours, numbers) if b > 1e-30)
        table.within(f"output {row['row']}, {row['alt_km']} km", worst, "seven digits printed", 6e-7,
                     "")


def _check_programs(bench):
    """Orekit wraps local solar time to a day, at 24 hours of the program's 0.2618 rad, and its 300 km
    are a hair above, where the model steps; pymsis is the program itself in single precision."""
    table = bench.table
    table.title("NRLMSISE-00: 20 densities of other programs, with anomalous oxygen, the worst")
    for name, column in (("orekit", "rho_orekit_mean_lst"), ("pymsis", "rho_nrlmsise00_kg_m3")):
        path = bench.peers / f"results/density_reference_{name}.csv"
        if not bench.has(name, path):
            continue
        gaps = []
        for row in csv.DictReader(path.read_text().splitlines()):
            height, options = float(row["alt_km"]), []
            if name == "orekit":
                time = datetime.datetime.fromisoformat(row["utc"])
                hour = (time.hour + time.minute / 60 + time.second / 3600
                        + float(row["lon_deg"]) / 15)
                height, options = height + 1e-9, ["--local-solar-time", repr(hour % 24)]
            said = _air(bench, row["utc"] + "Z", row["lat_deg"], row["lon_deg"], repr(height),
                        row["f107"], row["f107a"], row["ap"], *options)
            gaps.append(abs(said["effectiveDensityKgPerM3"] / float(row[column]) - 1))
        table.within(name, max(gaps), "relative", 1e-5, "")
