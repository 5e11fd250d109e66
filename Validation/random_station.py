"""Makes a valid station of twelve modules from a seed, in names that no other station has.

Two clusters of six modules around a hub each, joined by one waist; on each side a vehicle with
seats and a freighter. Which module holds what, where it hangs and how much there is of it, the
seed says.

    python3 Validation/random_station.py --seed 7 > station.yaml
"""

import argparse
import math
import random
import sys

import yaml

from station_file import Dumper

DATE = "2033-04-12"
AXES = {"+x": (1, 0, 0), "-x": (-1, 0, 0), "+y": (0, 1, 0), "-y": (0, -1, 0),
        "+z": (0, 0, 1), "-z": (0, 0, -1)}


class Words:
    """Made-up words of three syllables, each once."""

    def __init__(self, rng):
        self.rng, self.said = rng, set()

    def __call__(self):
        while True:
            word = "".join(
                self.rng.choice("bdfghjklmnprstvz") + self.rng.choice("aeiou") for _ in range(3))
            if word not in self.said:
                self.said.add(word)
                return word


class Builder:
    """Writes one station."""

    def __init__(self, seed):
        self.rng = random.Random(f"station {seed}")
        self.word = Words(self.rng)
        self.owners = [self.word() for _ in range(3)]
        self.source = self.word()
        self.ring, self.cone, self.collar, self.probe, self.nest = (self.word() for _ in range(5))
        self.modules, self.joints, self.visits, self.types = [], [], [], []
        self.stowage, self.crew = [], []
        self.authority = {}
        # On this side propellant crosses every joint, on the other some.
        self.lines = self.rng.choice("AB")

    def amount(self, low, high, unit, step=1.0):
        """A random figure; at times with its range and confidence."""
        number = round(self.rng.uniform(low, high) / step) * step
        text = f"{number:.10g} {unit}"
        if self.rng.random() < 0.7:
            return text
        return {"value": text, "range": [f"{0.8 * number:.10g} {unit}",
                f"{1.2 * number:.10g} {unit}"], "confidence": "low"}

    def unit(self, **keys):
        return {"id": self.word(), **keys}

    def module(self, cluster, **units):
        """A cylinder along +x with a port at each end."""
        length = round(self.rng.uniform(4, 9), 2)
        return {
            "id": self.word(), "name": self.word().title(), "owner": self.rng.choice(self.owners),
            "from": "",
            "mass": self.amount(4000, 16000, "kg", 10),
            "solids": [self.unit(
                shape="cylinder", axis="x", centre=[f"{length / 2:.4g}", "0", "0"],
                length=f"{length} m", diameter=f"{round(self.rng.uniform(2.5, 4.4), 1)} m")],
            "ports": [
                self.unit(at=["0", "0", "0"], axis="-x", mechanism=self.cone),
                self.unit(at=[str(length), "0", "0"], axis="+x", mechanism=self.ring)],
            "airVolume": self.amount(20, 90, "m3"),
            "leak": self.amount(0.001, 0.05, "kg/day", 1e-3),
            "loads": [self.unit(power=self.amount(300, 3000, "W", 10))],
            **units,
        }

    def hub(self, side):
        """A box with six ports, one of them for the waist; the computers of its side."""
        half = round(self.rng.uniform(2, 3), 2)
        waist = {"A": "+x", "B": "-x"}[side]
        ports = [
            self.unit(at=[f"{half * x:.4g}" for x in AXES[axis]], axis=axis,
                      mechanism=self.collar if axis == waist else self.ring)
            for axis in AXES
        ]
        module = self.module(side, radiators=[self.unit(rejection=self.amount(4, 20, "kW"))])
        module["solids"] = [self.unit(
            shape="box", centre=["0", "0", "0"], size=[str(2 * half)] * 3)]
        module["ports"] = ports
        module["computers"] = [
            self.unit(authority=self.authority[side]) for _ in range(self.rng.randint(1, 2))]
        return module

    def propulsion(self, side):
        """Tanks, two equal engines beside the axis or one on it, and jets."""
        tanks = [self.unit(
            contents="propellant", capacity="3000 kg", load=self.amount(400, 2400, "kg", 10),
            at=[f"{round(self.rng.uniform(1, 4), 1)}", "0", "0"])]
        feeding = [t["id"] for t in tanks]
        impulse, thrust = self.amount(290, 330, "s"), self.amount(200, 900, "N", 10)
        places = self.rng.choice([[("0", "0")], [("1.2", "0.4"), ("-1.2", "-0.4")]])
        engines = [
            self.unit(count="2", thrust=thrust, specificImpulse=impulse, direction="-x",
                      at=["6", y, z], gimbal="6 deg", tanks=feeding, uses=["orbit"])
            for y, z in places
        ]
        engines.append(self.unit(
            count="16", simultaneous="4", strings=str(self.rng.randint(1, 3)),
            thrust=self.amount(20, 130, "N"), specificImpulse=self.amount(250, 285, "s"),
            direction="-x", at=["6", "0", "0.5"], tanks=feeding, uses=["attitude"]))
        return self.module(side, tanks=tanks, engines=engines)

    def wings(self, side, tracking):
        """Two arrays beside a boom, batteries, and power handed on."""
        module = self.module(
            side, kind="truss", arrays=[self.unit(power=self.amount(9, 30, "kW"), tracking=t)
                                        for t in tracking],
            batteries=[self.unit(energy=self.amount(10, 60, "kWh"))])
        del module["airVolume"], module["leak"]
        for y in ("-8", "8"):
            module["solids"].append(self.unit(
                shape="box", centre=["2", y, "0"], size=["4", "12", "0.1"], mass="300 kg",
                tracking="oneAxis"))
        return module

    def air(self, side):
        """Life support for two to five."""
        people = self.rng.randint(2, 5)
        return self.module(side, lifeSupport=[
            self.unit(function=function, capacity=f"{people * rate:.6g} kg/day", power=power)
            for function, rate, power in (
                ("oxygenGeneration", 0.86, "1.1 kW"), ("carbonDioxideRemoval", 1.02, "600 W"),
                ("waterRecovery", 2.0, "150 W"))])

    def store(self, side):
        """Water, oxygen, and propellant that no engine of its own burns."""
        return self.module(side, tanks=[
            self.unit(contents="water", capacity="900 kg", load=self.amount(200, 900, "kg")),
            self.unit(contents="oxygen", capacity="120 kg", load=self.amount(20, 120, "kg"),
                      at=["1", "0.5", "0"]),
            self.unit(contents="propellant", capacity="900 kg",
                      load=self.amount(300, 900, "kg", 10), at=["2", "0", "0"])])

    def quarters(self, side):
        return self.module(side, sleepStations=str(self.rng.randint(2, 5)))

    def cluster(self, side, members):
        """Hangs the members on the hub and on one another, wherever a port is free."""
        hub = self.hub(side)
        free = [(hub, p) for p in hub["ports"] if p["mechanism"] == self.ring]
        for module in members:
            host, port = free.pop(self.rng.randrange(len(free)))
            crossings = [{"kind": "power"}, {"kind": "data"}, {"kind": "crew"},
                         {"kind": "air", "amount": self.amount(0.02, 0.08, "m3/s", 0.01)}]
            if side == self.lines or self.rng.random() < 0.6:
                crossings.append({"kind": "propellant"})
            self.join(host, port, module, module["ports"][0], crossings, hatches="2")
            free.append((module, module["ports"][1]))
        self.modules += [hub, *members]
        # The last free ports become docking ports.
        for host, port in free[-2:]:
            port["mechanism"] = self.nest
        return hub, free[-2:]

    def join(self, host, port, module, own, crossings, **keys):
        ends = [f"{host['id']}.{port['id']}", f"{module['id']}.{own['id']}"]
        if self.rng.random() < 0.5:
            ends.reverse()
        turn = self.rng.choice([{}, {}, {"clocking": f"{self.rng.randint(1, 359)} deg"}])
        self.joints.append({"id": self.word(), "between": ends, "from": "", **turn,
                            **keys, "crossings": crossings})
        return self.joints[-1]

    def vehicle(self, side, place, **units):
        """A type of vehicle and its visit."""
        host, port = place
        kind = self.module(side, **units)
        for key in ("owner", "from"):
            del kind[key]
        kind["solids"][0]["centre"][0] = f"-{kind['solids'][0]['centre'][0]}"
        kind["ports"] = [self.unit(at=["0", "0", "0"], axis="+x", mechanism=self.probe)]
        kind["computers"] = [self.unit(authority=self.authority[side])]
        tank = self.unit(contents="propellant", capacity="1500 kg",
                         load=self.amount(300, 1200, "kg", 10), at=["-3", "0", "0"])
        kind["tanks"] = [tank]
        status = "contingency" if "seats" in units else "usable"
        kind["engines"] = [self.unit(
            count="8", simultaneous="4", strings="2", thrust=self.amount(100, 300, "N"),
            specificImpulse=self.amount(270, 300, "s"), direction="+x", at=["-6", "0", "0"],
            tanks=[tank["id"]], uses=["orbit", "attitude"], status=status)]
        self.types.append(kind)
        visit = {
            "id": self.word(), "name": self.word().title(), "type": kind["id"],
            "owner": self.rng.choice(self.owners), "port": f"{host['id']}.{port['id']}",
            "joint": self.word(), "from": "2033-01-15T09:00:00Z",
            "crossings": [{"kind": "crew"}, {"kind": "air"}]}
        if "seats" not in units:
            visit["crossings"].append({"kind": "propellant"})
            visit["loads"] = {tank["id"]: self.amount(300, 1400, "kg", 10)}
        self.visits.append(visit)
        return visit

    def build(self):
        rng = self.rng
        self.authority = {"A": self.word(), "B": self.word()}
        members = {
            "A": [self.air("A"), self.store("A"), self.quarters("A"),
                  self.wings("A", ["twoAxis", "fixed"]), self.propulsion("A")],
            "B": [self.propulsion("B"), self.propulsion("B"), self.air("B"), self.store("B"),
                  self.wings("B", ["oneAxis"])],
        }
        members["A"][2]["gyros"] = [self.unit(
            count=str(rng.randint(3, 6)), minimum="3", momentum=self.amount(200, 5000, "N m s", 10),
            power=self.amount(200, 900, "W", 10))]
        members["A"][0]["links"] = [self.unit(path="relaySatellite", authority=self.authority["A"])]
        members["B"][2]["links"] = [self.unit(path="groundStation", authority=self.authority["B"])]
        members["A"][3]["converters"] = [self.unit(power=self.amount(1, 6, "kW"))]
        hubs, seats = {}, {}
        for side in "AB":
            rng.shuffle(members[side])
            hubs[side], docks = self.cluster(side, members[side])
            seats[side] = self.vehicle(side, docks[0], seats=str(rng.randint(2, 5)))
            self.vehicle(side, docks[1])
        ports = [next(p for p in hubs[s]["ports"] if p["mechanism"] == self.collar) for s in "AB"]
        waist = self.join(
            hubs["A"], ports[0], hubs["B"], ports[1],
            [{"kind": "power", "amount": self.amount(1, 6, "kW")}, {"kind": "data"},
             {"kind": "water"}, {"kind": "crew"}, {"kind": "cables", "amount": "12"},
             {"kind": "air", "amount": "0.05 m3/s"}], hatches="2")
        for module in rng.sample(self.modules, 5):
            self.stowage.append({"id": self.word(), "module": module["id"], "from": "2033-01-20",
                                 "mass": self.amount(100, 3000, "kg", 10)})
        for _ in range(rng.randint(3, 6)):
            side = rng.choice("AB")
            beds = [m["id"] for m in members[rng.choice("AAB" if side == "A" else "ABB")]
                    if "airVolume" in m]
            self.crew.append({
                "id": self.word(), "name": self.word().title(), "owner": rng.choice(self.owners),
                "seat": seats[side]["id"], "location": rng.choice(beds),
                "from": "2033-01-15T09:00:00Z"})
        root = hubs[rng.choice("AB")]["id"]
        self.assemble(root)
        return self.document(root), DATE, waist["id"]

    def assemble(self, root):
        """Gives modules and joints their first days: one module a month, outward from the root."""
        order, first = [root], {root: "2032-01-10"}
        for host in order:
            for joint in self.joints:
                ends = [end.split(".")[0] for end in joint["between"]]
                new = [end for end in ends if end not in first]
                if host in ends and new:
                    order.append(new[0])
                    joint["from"] = first[new[0]] = f"2032-{len(order):02}-10"
        for module in self.modules:
            module["from"] = first[module["id"]]

    def document(self, root):
        rng = self.rng
        radius = 6378.137 + rng.uniform(400, 800)
        speed, tilt = math.sqrt(398600.4415 / radius), math.radians(rng.uniform(20, 98))
        return {
            "station": {"id": self.word(), "name": self.word().title()},
            "frame": {"name": self.word().upper(), "description": "origin and axes of the root"},
            "root": root, "dragCoefficient": f"{rng.uniform(1.9, 2.6):.2f}",
            "source": self.source, "confidence": "medium",
            "sources": {self.source: {"title": "made up by a script from a seed"}},
            "owners": [{"id": o, "name": o.title()} for o in self.owners],
            "mechanisms": self.mechanisms(), "modules": self.modules, "vehicleTypes": self.types,
            "visits": self.visits, "joints": self.joints, "stowage": self.stowage,
            "crew": self.crew,
            "orbits": [{
                "epoch": "2033-04-11T06:00:00Z", "frame": "GCRF",
                "position": [f"{radius:.6f}", "0", "0"],
                "velocity": ["0", f"{speed * math.cos(tilt):.9f}",
                             f"{speed * math.sin(tilt):.9f}"]}],
        }

    def mechanisms(self):
        mates = {self.ring: self.cone, self.cone: self.ring, self.collar: self.collar,
                 self.probe: self.nest, self.nest: self.probe}
        energy = {self.collar: self.amount(10, 90, "J"), self.probe: "40 J", self.nest: "40 J"}
        return [{"id": name, "name": name.title(), "mates": [mate], "release": "by command",
                 "springEnergy": energy.get(name, "0 J"), "releaseDuration": "120 s"}
                for name, mate in mates.items()]


def make(seed):
    """The station of a seed: its document, a date, and the id of its waist."""
    return Builder(seed).build()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=1)
    document, date, joint = make(options.parse_args().seed)
    print(f"# outpost cut FILE --at {date} --joint {joint}")
    yaml.dump(document, sys.stdout, Dumper=Dumper, sort_keys=False, allow_unicode=True)


if __name__ == "__main__":
    main()
