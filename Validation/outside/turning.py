"""Stations whose arrays and radiators turn: where everything is at the recorded angles of its joints.

Which part hangs on which follows from the lists of modules, joints and rotary joints of a result: what
joints hold together is one body, but where a rotary joint carries the port; the body of the module
that is met first from the station's root is at rest.
"""

import numpy as np

from . import mechanics as m


def turns(axis, angles):
    """Right-handed turns about an axis by angles (n,), as matrices (n, 3, 3) (Rodrigues)."""
    x, y, z = np.asarray(axis, float)
    across = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    s, c = np.sin(angles)[:, None, None], np.cos(angles)[:, None, None]
    return np.eye(3) + s * across + (1 - c) * (across @ across)


def tensors(masses, centres):
    """Of points about the origin (..., 3, 3)."""
    squares = m.dots(centres, centres)[..., None, None] * np.eye(3)
    return masses[..., None, None] * (squares - centres[..., :, None] * centres[..., None, :])


class Turning:
    """Some modules of a station taken apart at their rotary joints."""

    def __init__(self, result, modules, opened=()):
        station = result.document["station"]
        self.joints = [j for j in station["rotaryJoints"] if j["module"] in set(modules)]
        self.names = [joint["id"] for joint in self.joints]
        parent = {name: name for name in [*modules, *self.names]}

        def root(name):
            while parent[name] != name:
                name = parent[name]
            return name

        def body(module, port):
            for joint in self.joints:
                if joint["module"] == module and port in joint["ports"]:
                    return joint["id"]
            return module

        for joint in station["joints"]:
            a, b = joint["between"]
            if joint["id"] not in opened and a in parent and b in parent:
                parent[root(body(a, joint["ports"][0]))] = root(body(b, joint["ports"][1]))
        inner = [root(joint["on"] or joint["module"]) for joint in self.joints]
        outer = [root(name) for name in self.names]
        self.links, place = [], {}
        for start in walk(station):
            if start not in parent or root(start) in place:
                continue
            queue = [root(start)]
            place[queue[0]] = len(self.links)
            self.links.append((None, None, 1.0))
            for here in queue:
                for index, ends in enumerate(zip(inner, outer)):
                    there = ends[1] if ends[0] == here else ends[0] if ends[1] == here else None
                    if there is None or there in place:
                        continue
                    place[there] = len(self.links)
                    sign = 1.0 if ends[0] == here else -1.0
                    self.links.append((place[here], index, sign))
                    queue.append(there)
        # The link of each module's body, and of what each rotary joint carries.
        self.places = {name: place[root(name)] for name in parent}
        self.parts = self.weigh(result, modules, self.places)

    def along(self, values):
        """What goes with each link, of values that go with joints: the sum along the way to it."""
        sums = []
        for parent, joint, _ in self.links:
            sums.append(0.0 if parent is None else sums[parent] + values[joint])
        return sums

    def weigh(self, result, modules, place):
        """Mass, mass times centre and tensor about the origin of each link, as drawn."""
        parts = [[0.0, np.zeros(3), np.zeros((3, 3))] for _ in self.links]

        def add(link, body, sign=1.0):
            mass, centre = body["massKg"], np.array(body["centreM"], float)
            parts[link][0] += sign * mass
            parts[link][1] = parts[link][1] + sign * mass * centre
            parts[link][2] = parts[link][2] + sign * (
                np.array(body["inertiaKgM2"], float) + tensors(np.array(mass), centre))

        for module in modules:
            add(place[module], result.modules[module])
        for joint in self.joints:
            if joint["carries"]:
                # The module's own figures have it in them.
                add(place[joint["module"]], joint["carries"], -1.0)
                add(place[joint["id"]], joint["carries"])
        return parts

    def move(self, angles):
        """How each link is turned (n, 3, 3) and then shifted (n, 3) at rows of angles."""
        moved = []
        for parent, joint, sign in self.links:
            if parent is None:
                moved.append((np.broadcast_to(np.eye(3), (len(angles), 3, 3)),
                              np.zeros((len(angles), 3))))
                continue
            axis, point = (np.array(self.joints[joint][key]) for key in ("axis", "positionM"))
            turn = turns(axis, sign * (angles[:, joint] - self.joints[joint]["drawnAtRad"]))
            outer, offset = moved[parent]
            shift = np.einsum("nij,nj->ni", outer, point - turn @ point) + offset
            moved.append((outer @ turn, shift))
        return moved

    def swings(self, angles, rates):
        """What turns in one pose gives its hull: the momentum of the parts' motion in it, and their
        angular momentum about the origin."""
        moved = self.move(np.atleast_2d(angles))
        motions, linear, angular = [], np.zeros(3), np.zeros(3)
        for (parent, joint, sign), (mass, moment, about), (turn, shift) in zip(
                self.links, self.parts, moved):
            if parent is None:
                motions.append((np.zeros(3), np.zeros(3)))
                continue
            outer, offset = moved[parent]
            axis, point = (np.array(self.joints[joint][key]) for key in ("axis", "positionM"))
            rate = sign * rates[joint] * (outer[0] @ axis)
            hinge = outer[0] @ point + offset[0]
            # A velocity field w x r + u, with that of the link it hangs on.
            spin = motions[parent][0] + rate
            drift = motions[parent][1] - np.cross(rate, hinge)
            motions.append((spin, drift))
            turned = turn[0] @ moment
            place = turned + mass * shift[0]
            cross = np.outer(shift[0], turned)
            cross = cross + cross.T
            tensor = turn[0] @ about @ turn[0].T + tensors(np.array(mass), shift[0])
            tensor = tensor + np.trace(cross) * np.eye(3) - cross
            linear = linear + np.cross(spin, place) + mass * drift
            angular = angular + tensor @ spin + np.cross(place, drift)
        return linear, angular

    def at(self, angles):
        """Mass, centres (n, 3) and tensors about them (n, 3, 3) at rows of angles (n, joints)."""
        angles = np.atleast_2d(angles)
        count = len(angles)
        mass, first, tensor = 0.0, np.zeros((count, 3)), np.zeros((count, 3, 3))
        for (turn, shift), (own, moment, about) in zip(self.move(angles), self.parts):
            # About the origin after a turn, then a shift, by the moments: of what is left of a module
            # without its wings the mass may be nought.
            turned = turn @ moment
            mass += own
            first += turned + own * shift
            cross = shift[:, :, None] * turned[:, None, :]
            cross = cross + np.swapaxes(cross, -1, -2)
            tensor += turn @ about @ np.swapaxes(turn, -1, -2)
            tensor += np.trace(cross, axis1=1, axis2=2)[:, None, None] * np.eye(3) - cross
            tensor += tensors(np.full(count, own), shift)
        centre = first / mass
        return mass, centre, tensor - tensors(np.full(count, mass), centre)


def walk(station):
    """Modules from the root on over the joints, the nearest first."""
    order = [station["root"]]
    for here in order:
        for joint in station["joints"]:
            if here in joint["between"]:
                a, b = joint["between"]
                there = b if a == here else a
                if there not in order:
                    order.append(there)
    return order


def posed(result, track, row):
    """Mass, centre and inertia of a track's modules as its joints stood at a record."""
    mass, centres, tensors_ = series(result, track, [row])
    return mass, centres[0], tensors_[0]


def inner(result, track, row):
    """The angular momentum about the centre of mass of what turns in a track, by its motion in it, along
    the body's axes [N m s]."""
    turning = Turning(result, track.modules, opened_in(result, track))
    columns = [track.joints.index(name) for name in turning.names]
    angles = track.angles[row][columns]
    linear, angular = turning.swings(angles, track.rates[row][columns])
    return angular - np.cross(turning.at(angles)[1][0], linear)


def series(result, track, rows=slice(None)):
    """The same at some records, or at all."""
    turning = Turning(result, track.modules, opened_in(result, track))
    columns = [track.joints.index(name) for name in turning.names]
    return turning.at(track.angles[rows][:, columns])


def opened_in(result, track):
    """Joints that are open within a track: those of the verdict, which it tells after the last cut."""
    return result.verdict["joints"] if track.id.startswith("piece") else ()
