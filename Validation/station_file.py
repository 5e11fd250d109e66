"""A station file as nested lists and dictionaries of text, and what stands in it on one date.

Comments and layout are lost on the way through YAML; numbers, dates and units stay the text they
were. Nothing here is shared with the program that is checked.
"""

import copy
import itertools
import math

import yaml

SIZES = {
    "kg": 1, "g": 1e-3, "t": 1e3, "m": 1, "km": 1e3, "cm": 1e-2, "mm": 1e-3, "m3": 1, "L": 1e-3,
    "s": 1, "min": 60, "h": 3600, "N": 1, "kN": 1e3, "W": 1, "kW": 1e3, "J": 1, "kJ": 1e3,
    "Wh": 3600, "kWh": 3.6e6, "N m s": 1, "kg/s": 1, "kg/day": 1 / 86400, "kg/h": 1 / 3600,
    "g/day": 1e-3 / 86400, "": 1,
}


class Dumper(yaml.CSafeDumper):
    """Writes every value out: the program refuses anchors and aliases."""

    def ignore_aliases(self, data):
        return True


def read(path):
    """The file with every scalar as text."""
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CBaseLoader)


def text_of(figure):
    """The text of a figure, which may be a mapping with range and source."""
    return figure["value"] if isinstance(figure, dict) else figure


def value(figure):
    """A figure in its SI unit; 0 for one that is not there."""
    if figure is None:
        return 0.0
    number, _, unit = str(text_of(figure)).partition(" ")
    return float(number) * SIZES[unit.strip()]


def scaled(figure, factor):
    """The figure times a factor. Its range goes, its source and confidence stay."""
    number, _, unit = str(text_of(figure)).partition(" ")
    return with_text(figure, f"{float(number) * factor!r} {unit}".strip())


def added(figure, more, unit):
    """The figure plus so much of its SI unit. Its range goes, its source and confidence stay."""
    return with_text(figure, f"{value(figure) + more!r} {unit}")


def with_text(figure, text):
    """A figure with another value; the old range might not hold it."""
    if not isinstance(figure, dict):
        return text
    return {"value": text, **{k: v for k, v in figure.items() if k in ("source", "confidence")}}


def instant(text):
    """A date as text that sorts by time."""
    return text if "T" in text else f"{text}T00:00:00Z"


class Station:
    """A station file, the date and the joint that is opened."""

    def __init__(self, data, date, joint):
        self.data, self.date, self.joint = data, date, joint

    def copy(self):
        return Station(copy.deepcopy(self.data), self.date, self.joint)

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            yaml.dump(self.data, file, Dumper=Dumper, sort_keys=False, allow_unicode=True)

    def give_visits_their_own_type(self):
        """Gives every vehicle of the date a type of its own, with the loads of its visit.

        The station stays the same, and a unit of one vehicle can now be changed or moved without
        changing other vehicles of its type.
        """
        for visit in filter(self.there, self.data.get("visits", [])):
            kind = copy.deepcopy(self.type_of(visit))
            kind["id"] = f"{visit['id']}-as-type"
            more = 0.0
            for name, load in visit.pop("loads", {}).items():
                tank = next(t for t in kind["tanks"] if t["id"] == name)
                more += value(load) - value(tank["load"])
                tank["load"] = load
            # What a type weighs without its loads stays; a visit's own gross mass counts as it is.
            if more and "grossMass" in kind:
                kind["grossMass"] = added(kind["grossMass"], more, "kg")
            for key in ("source", "confidence"):
                if key not in kind and key in self.data:
                    kind[key] = self.data[key]
            visit["type"] = kind["id"]
            self.data["vehicleTypes"].append(kind)

    # What is there on the date.

    def there(self, entry):
        now = instant(self.date)
        until = entry.get("until")
        return instant(entry["from"]) <= now and (until is None or now < instant(until))

    def type_of(self, visit):
        return next(t for t in self.data["vehicleTypes"] if t["id"] == visit["type"])

    def bodies(self):
        """The modules and vehicles of the date: id to the mapping that holds its units."""
        found = {m["id"]: m for m in self.data["modules"] if self.there(m)}
        for visit in self.visits():
            found[visit["id"]] = self.type_of(visit)
        return found

    def visits(self):
        return [v for v in self.data.get("visits", []) if self.there(v)]

    def crew(self):
        return [c for c in self.data.get("crew", []) if self.there(c)]

    def permanent(self):
        """Modules of the date that are no vehicles."""
        return {
            m["id"]: m for m in self.data["modules"]
            if self.there(m) and m.get("kind", "module") != "vehicle"
        }

    def joints(self):
        """The joints of the date, those of visits included: id, both modules, crossings."""
        found = []
        for joint in filter(self.there, self.data.get("joints", [])):
            a, b = (side.split(".")[0] for side in joint["between"])
            found.append((joint["id"], a, b, joint.get("crossings") or []))
        for visit in self.visits():
            crossings = visit.get("crossings", [{"kind": "crew"}, {"kind": "air"}])
            name = visit.get("joint", f"{visit['id']}-joint")
            found.append((name, visit["port"].split(".")[0], visit["id"], crossings))
        return found

    def cut_joint(self):
        return next(j for j in self.data["joints"] if j["id"] == self.joint and self.there(j))

    def full_weight_given(self, name):
        """Whether the file says what a body weighs with the loads of its tanks."""
        visit = next((v for v in self.visits() if v["id"] == name), {})
        return "grossMass" in visit or "mass" not in visit and "grossMass" in self.bodies()[name]

    # The two sides of the cut.

    def anchors(self):
        """The modules on both sides of the opened joint: {'A': id, 'B': id}."""
        return dict(zip("AB", (side.split(".")[0] for side in self.cut_joint()["between"])))

    def groups(self, links):
        """The connected groups of the bodies over some links, as sets of ids."""
        group = {name: {name} for name in self.bodies()}
        for a, b in links:
            if group[a] is not group[b]:
                group[a] |= group[b]
                for name in group[b]:
                    group[name] = group[a]
        return list({id(g): g for g in group.values()}.values())

    def sides(self):
        """The bodies on both sides of the opened joint: {'A': ids, 'B': ids}, in order of id."""
        links = [(a, b) for name, a, b, _ in self.joints() if name != self.joint]
        groups = self.groups(links)
        return {
            side: sorted(next(g for g in groups if anchor in g))
            for side, anchor in self.anchors().items()
        }

    def side_of(self, name):
        return next(side for side, names in self.sides().items() if name in names)

    def units(self, side, kind):
        """Every unit of a list such as 'tanks' on one side: module id, the list's owner, unit."""
        bodies = self.bodies()
        return [
            (name, bodies[name], unit)
            for name in self.sides()[side] for unit in bodies[name].get(kind) or []
        ]

    # What follows from the file by the rules that the program states.

    def fires(self, name, engine):
        status = engine.get("status", "usable")
        return status == "usable" or (status == "contingency" and name in self.permanent())

    def networks(self, side):
        """Per propellant network of a side: its bodies, propellant [kg], best Isp [s], thrust."""
        names = set(self.sides()[side])
        links = [
            (a, b) for joint, a, b, crossings in self.joints()
            if joint != self.joint and any(c["kind"] == "propellant" for c in crossings)
        ]
        bodies = self.bodies()
        found = []
        for group in self.groups(links):
            if not group <= names:
                continue
            mass = sum(
                value(t["load"]) for n in group for t in bodies[n].get("tanks") or []
                if t["contents"] == "propellant")
            engines = [
                e for n in sorted(group) for e in bodies[n].get("engines") or []
                if "orbit" in e["uses"] and self.fires(n, e)
            ]
            thrust = sum(
                value(e["thrust"]) * int(e.get("simultaneous", e["count"])) for e in engines)
            best = max((value(e["specificImpulse"]) for e in engines), default=None)
            found.append((group, mass, best, thrust))
        return found

    def delta_v(self, side, mass):
        """The least and the greatest velocity change of a side of `mass` [kg], over every order in
        which its networks can be burnt [m/s] (rocket equation, g0 = 9.80665 m/s2)."""
        burning = [(m, isp) for _, m, isp, thrust in self.networks(side) if m > 0 and thrust > 0]
        sums = []
        for order in itertools.permutations(burning):
            left, total = mass, 0.0
            for burnt, isp in order:
                total += 9.80665 * isp * math.log(left / (left - burnt))
                left -= burnt
            sums.append(total)
        return min(sums), max(sums)

    def attitude(self, side):
        """Actuators of a side, and whether it is controllable: enough gyroscopes or a set of jets
        with propellant, and a computer."""
        reach = {n: mass for group, mass, _, _ in self.networks(side) for n in group}
        gyros = [(n, g) for n, _, g in self.units(side, "gyros") if int(g["count"]) > 0]
        jets = [
            f"{n}.{e['id']}" for n, _, e in self.units(side, "engines")
            if "attitude" in e["uses"] and self.fires(n, e) and reach[n] > 0
        ]
        holds = any(int(g["count"]) >= int(g["minimum"]) for _, g in gyros) or bool(jets)
        actuators = sorted([f"{n}.{g['id']}" for n, g in gyros] + jets)
        return actuators, holds and bool(self.units(side, "computers"))

    def crew_dependencies(self):
        """Vehicle to the number of members who sleep on the other side of the cut."""
        found = {}
        for member in self.crew():
            if self.side_of(member["seat"]) != self.side_of(member["location"]):
                found[member["seat"]] = found.get(member["seat"], 0) + 1
        return found
