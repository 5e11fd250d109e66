"""Derives Data/nrlmsise00.csv, the coefficients of NRLMSISE-00, from the figures of the public model.

    pip download --no-deps --no-binary :all: nrlmsise00==0.1.2
    tar xzf nrlmsise00-0.1.2.tar.gz
    python3 Data/make/nrlmsise00.py nrlmsise00-0.1.2/src/c_nrlmsise-00/nrlmsise-00_data.c \
        > Data/nrlmsise00.csv

The arrays of the model (BLOCK DATA GTD7BK of the FORTRAN program of 2001) count their terms by
numbers. Here each gets the name of the term and the degree of its Legendre function; products of two
tables that the program forms at every call are formed once.
"""
import re
import sys

# Name of a term: (index of the coefficient, counted from 0, by degree of the Legendre function).
COMMON = {
    "zonal": {1: 26, 2: 1, 4: 2, 6: 22},
    "annualPhase": 31, "semiannualPhase": 17, "seasonPhase": 13, "halfSeasonPhase": 38,
    "semiannual": {0: 15, 2: 16}, "season": {1: 9, 3: 10}, "halfSeason": {1: 37},
    "diurnalCosine": {1: 3, 3: 4}, "diurnalSine": {1: 6, 3: 7},
    "diurnalCosineSeason": {2: 11}, "diurnalSineSeason": {2: 12},
    "semidiurnalCosine": {2: 5, 4: 41}, "semidiurnalSine": {2: 8, 4: 42},
    "semidiurnalCosineSeason": {3: 23, 5: 35}, "semidiurnalSineSeason": {3: 33, 5: 36},
    "terdiurnalSine": {3: 39}, "terdiurnalCosine": {3: 40},
    "longitudeCosine": {2: 64, 4: 65, 6: 66}, "longitudeSine": {2: 90, 4: 91, 6: 92},
}
UPPER = {
    **COMMON, "constant": 30, "annual": {0: 18},
    "flux": 19, "fluxSquare": 20, "meanFlux": 21, "meanFluxSquare": 29, "fluxMeanFlux": 59,
    "zonalMeanFlux": {2: 14}, "seasonMeanFlux": 47, "localTimeMeanFlux": 49,
    "diurnalCosine": {1: 3, 3: 4, 5: 27}, "diurnalSine": {1: 6, 3: 7, 5: 28},
    "terdiurnalSineSeason": {4: 93, 6: 46}, "terdiurnalCosineSeason": {4: 94, 6: 48},
    "longitudeMeanFlux": 80,
    "longitudeCosine": {1: 103, 2: 64, 3: 104, 4: 65, 5: 105, 6: 66},
    "longitudeSine": {1: 106, 2: 90, 3: 107, 4: 91, 5: 108, 6: 92},
    "longitudeCosineSeason": {1: 109, 3: 110, 5: 111},
    "longitudeSineSeason": {1: 112, 3: 113, 5: 114},
    "universalTime": {1: 68, 3: 69, 5: 70}, "universalTimePhase": 71, "universalTimeTilt": 95,
    "universalTimeMeanFlux": 81, "universalTimeSeasonTilt": 119,
    "universalTimeLongitude": {3: 76, 5: 77, 7: 78}, "universalTimeLongitudePhase": 79,
    "universalTimeLongitudeMeanFlux": 137,
    "dailyRate": 43, "dailySlope": 44, "hourlyRate": 24, "hourlySlope": 25, "hourlyDecay": 51,
    "hourlyDecayLatitude": 138,
}
# The answer to magnetic activity has the same terms for the daily and the 3-hourly index.
MAGNETIC = {
    "Zonal": ({0: 32, 2: 45, 4: 34}, {0: 50, 2: 96, 4: 54}),
    "Season": ({1: 100, 3: 101, 5: 102}, {1: 125, 3: 126, 5: 127}),
    "Diurnal": ({1: 121, 3: 122, 5: 123}, {1: 128, 3: 129, 5: 130}),
    "DiurnalPhase": (124, 131), "LongitudeTilt": (120, 132),
    "Longitude": ({2: 60, 4: 61, 6: 62}, {2: 52, 4: 98, 6: 67}), "LongitudePhase": (63, 97),
    "LongitudeSeason": ({1: 115, 3: 116, 5: 117}, {1: 133, 3: 134, 5: 135}),
    "LongitudeSeasonPhase": (118, 136),
    "UniversalTime": ({1: 83, 3: 84, 5: 85}, {1: 55, 3: 56, 5: 57}),
    "UniversalTimePhase": (75, 58),
}
for name, (daily, hourly) in MAGNETIC.items():
    UPPER["daily" + name], UPPER["hourly" + name] = daily, hourly
LOWER = {
    **COMMON, "meanFlux": 21, "zonal": {1: 26, 2: 1, 3: 14, 4: 2, 5: 59, 6: 22},
    "annual": {0: 18, 2: 47, 4: 29}, "semiannual": {0: 15, 2: 16, 4: 30},
    "season": {1: 9, 3: 10, 5: 20}, "dailyZonal": {0: 32, 2: 45}, "hourlyZonal": {0: 50, 2: 96},
    "longitudeCosine": {1: 74, 2: 64, 3: 75, 4: 65, 5: 76, 6: 66},
    "longitudeSine": {1: 77, 2: 90, 3: 78, 4: 91, 5: 79, 6: 92},
    "longitudeSeasonTilt": 80, "longitudeSeasonTiltPhase": 81,
    "longitudeHalfSeasonTilt": 85, "longitudeHalfSeasonTiltPhase": 86,
    "longitudeAnnual": 83, "longitudeAnnualPhase": 84,
    "longitudeSemiannual": 87, "longitudeSemiannualPhase": 88,
}
SPECIES = ["helium", "atomicOxygen", "nitrogen", "oxygen", "argon", "hydrogen", "atomicNitrogen",
           "anomalousOxygen"]
MASS = [4, 16, 28, 32, 40, 1, 14, 16]
# Thermal diffusion and the altitude above which mixing no longer counts [km]: program GTS7.
DIFFUSION = [-0.38, 0, 0, 0, 0.17, -0.38, 0, 0]
MIXING = [200, 300, 160, 250, 240, 320, 450, 0]


def arrays(path):
    text = re.sub(r"/\*.*?\*/", "", open(path).read(), flags=re.S)
    found = {}
    for name, body in re.findall(r"double (\w+)(?:\[\d+\])+\s*=\s*\{(.*?)\};", text, flags=re.S):
        rows = [[float(x) for x in re.findall(r"[-+]?\d\.\d+E[-+]\d+", row)]
                for row in body.split("{")]
        rows = [row for row in rows if row]
        found[name] = rows if len(rows) > 1 else rows[0]
    return found


def main(path):
    a = arrays(path)
    pt, pd, ps, pdl, ptm, pdm = a["pt"], a["pd"], a["ps"], a["pdl"], a["ptm"], a["pdm"]
    ptl, pma, mean = a["ptl"], a["pma"], a["pavgm"]
    rows = []

    def put(name, value, index=0):
        if value != 0:
            rows.append((name, index, value))

    def terms(quantity, names, p):
        for name in sorted(names):
            indices = names[name] if isinstance(names[name], dict) else {0: names[name]}
            for degree, index in sorted(indices.items()):
                put(f"{quantity}.{name}", p[index], degree)

    put("exosphericTemperature.mean", ptm[0] * pt[0])
    terms("exosphericTemperature", UPPER, pt)
    put("gradient.mean", ptm[3] * ps[0])
    terms("gradient", UPPER, ps)
    put("lowerTemperature.mean", ptm[1] * pd[3][0])
    terms("lowerTemperature", UPPER, pd[3])
    sets = [pd[0], pd[1], pd[2], pd[4], pd[5], pd[6], pd[7], pd[8]]
    for k, (name, p) in enumerate(zip(SPECIES, sets)):
        put(f"{name}.mean", pdm[k][0] * p[0])
        terms(name, UPPER, p)
        put(f"{name}.mass", MASS[k])
        put(f"{name}.thermalDiffusion", DIFFUSION[k])
        put(f"{name}.mixedBelow", MIXING[k])
        put(f"{name}.turbopause", pdm[k][2] if k < 7 else 0)
    # Corrections: the ratio to nitrogen at the ground, and chemistry; heights and lengths [km].
    ground = {"helium": (0, pdl[1][0], pdl[1][1], 1), "oxygen": (3, pdl[1][6], pdl[1][7], 1),
              "argon": (4, pdl[1][8], pdl[1][9], 1),
              "hydrogen": (5, pdl[1][10], pdl[1][11], abs(pdl[1][17])),
              "atomicNitrogen": (6, pdl[0][0], pdl[0][1], abs(pdl[0][2]))}
    for name, (k, height, length, factor) in ground.items():
        put(f"{name}.groundRatio", pdm[k][1] * factor)
        put(f"{name}.groundHeight", pdm[k][4] * height)
        put(f"{name}.groundLength", pdm[k][5] * length)
    put("atomicOxygen.ground", pdm[1][1] * pdl[1][16])
    put("atomicOxygen.groundHeight", pdm[1][4] * pdl[1][2])
    put("atomicOxygen.groundLength", pdm[1][5] * pdl[1][3])
    put("atomicOxygen.groundLength", pdm[1][5] * pdl[1][4], 1)
    for name, k, i in [("atomicOxygen", 1, (1, 12)), ("hydrogen", 5, (1, 18)),
                       ("atomicNitrogen", 6, (0, 3))]:
        height, length, strength = pdl[i[0]][i[1]:i[1] + 3]
        put(f"{name}.chemistry", pdm[k][3] * strength)
        put(f"{name}.chemistryHeight", pdm[k][6] * height)
        put(f"{name}.chemistryLength", pdm[k][7] * length)
    put("oxygen.chemistry", pdm[3][3] * pdl[1][23])
    put("oxygen.chemistryHeight", pdm[3][6] * pdl[1][21])
    put("oxygen.chemistryLength", pdm[3][7] * pdl[1][22])
    put("oxygen.chemistryLength", pdm[3][7] * pdl[0][22], 1)
    put("correctionMeanFlux", pdl[0][23])
    put("mixing.mass", pdm[2][4])
    put("mixing.length", pdm[2][3] * pdl[1][5])
    put("turbopause.mean", pdl[1][24])
    put("turbopause.season", pdl[0][24])
    put("turbopause.seasonPhase", pt[13])
    put("anomalousOxygen.temperature", pdm[7][9] * pdl[0][6])
    put("anomalousOxygen.scaleHeight", pdm[7][5])
    put("anomalousOxygen.referenceHeight", pdm[7][4])
    put("profile.join", pdl[1][15])
    put("profile.lowerBoundary", ptm[5])
    # Temperatures at fixed altitudes [km] below, and two slopes: their mean and how they vary.
    for altitude, value, p in [
            (110, ptm[6] * ptl[0][0], ptl[0]), (100, ptm[2] * ptl[1][0], ptl[1]),
            (90, ptm[7] * ptl[2][0], ptl[2]), (72.5, ptm[4] * ptl[3][0], ptl[3]),
            (55, pma[0][0] * mean[0], pma[0]), (45, pma[1][0] * mean[1], pma[1]),
            (32.5, pma[2][0] * mean[2], pma[2]), (20, pma[3][0] * mean[3], pma[3]),
            (15, pma[4][0] * mean[4], pma[4]), (10, pma[5][0] * mean[5], pma[5]),
            (0, pma[6][0] * mean[6], pma[6])]:
        put(f"temperature{altitude}.mean", value)
        terms(f"temperature{altitude}", LOWER, p)
    for altitude, value, p in [(72.5, ptm[8] * pma[8][0], pma[8]),
                               (32.5, mean[8] * pma[9][0], pma[9]),
                               (0, pma[7][0] * mean[7], pma[7])]:
        put(f"slope{altitude}.mean", value)
        terms(f"slope{altitude}", LOWER, p)
    print("# NRLMSISE-00, coefficients of the model; units of the program: km, K, 1/cm3, g/mol")
    print("# source: Picone, Hedin, Drob, Aikin (2002), J. Geophys. Res. 107, 1468; figures of the "
          "FORTRAN program of 2001")
    print("# licence: work of the US Government (Naval Research Laboratory), not under copyright in "
          "the United States")
    print("# date: 2001; figures from the PyPI package nrlmsise00 0.1.2; derived by "
          "Data/make/nrlmsise00.py")
    print("name,index,value")
    for name, index, value in rows:
        print(f"{name},{index},{value!r}")


main(sys.argv[1])
