"""Rigid bodies in six degrees of freedom against Basilisk: Runge-Kutta 4, point mass, gravity gradient."""

import pathlib
import time

import numpy as np

MU = 398600441500000.0
SECONDS = 600.0
# The bodies of `Sources/sixdof/main.swift`: two halves of a station.
POSITION = [6798137.0, 0.0, 0.0]
VELOCITY = [0.0, 4759.3, 5997.4]
INERTIA = [
    [[1.28e8, 3.0e6, -2.0e6], [3.0e6, 1.07e8, 1.5e6], [-2.0e6, 1.5e6, 2.01e8]],
    [[6.2e7, -1.0e6, 2.0e6], [-1.0e6, 4.1e7, -1.5e6], [2.0e6, -1.5e6, 8.3e7]],
]
MASS = [420000.0, 210000.0]
MRP = [0.1, 0.2, -0.3]
RATE = [0.001, -0.0011, 0.0003]
APART = [[0.0, 0.0], [20.0, 0.1]]
TORQUE = [3.0, -2.0, 5.0]


def simulation(bodies, step, gradient=True, torque=None):
    """A simulation with spacecraft of the indices `bodies`, ready to run."""
    from Basilisk.architecture import bskLogging
    from Basilisk.simulation import (
        GravityGradientEffector, extForceTorque, spacecraft, svIntegrators)
    from Basilisk.utilities import SimulationBaseClass, macros, simIncludeGravBody

    bskLogging.setDefaultLogLevel(bskLogging.BSK_ERROR)
    sim = SimulationBaseClass.SimBaseClass()
    sim.CreateNewProcess("process").addTask(sim.CreateNewTask("task", macros.sec2nano(step)))
    kept = []
    crafts = []
    for index in bodies:
        craft = spacecraft.Spacecraft()
        craft.ModelTag = f"craft{index}"
        craft.hub.mHub = MASS[index]
        craft.hub.IHubPntBc_B = INERTIA[index]
        offset, speed = APART[index]
        craft.hub.r_CN_NInit = [POSITION[0], POSITION[1] + offset, POSITION[2]]
        craft.hub.v_CN_NInit = [VELOCITY[0], VELOCITY[1] + speed, VELOCITY[2]]
        craft.hub.sigma_BNInit = [[value] for value in MRP]
        craft.hub.omega_BN_BInit = [[value] for value in RATE]
        factory = simIncludeGravBody.gravBodyFactory()
        earth = factory.createEarth()
        earth.isCentralBody = True
        earth.mu = MU
        factory.addBodiesTo(craft)
        if gradient:
            effector = GravityGradientEffector.GravityGradientEffector()
            effector.ModelTag = f"gradient{index}"
            effector.addPlanetName(earth.planetName)
            craft.addDynamicEffector(effector)
            sim.AddModelToTask("task", effector)
            kept.append(effector)
        if torque is not None:
            push = extForceTorque.ExtForceTorque()
            push.extTorquePntB_B = [[value] for value in torque]
            craft.addDynamicEffector(push)
            sim.AddModelToTask("task", push)
            kept.append(push)
        integrator = svIntegrators.svIntegratorRK4(craft)
        craft.setIntegrator(integrator)
        sim.AddModelToTask("task", craft)
        kept += [factory, integrator]
        crafts.append(craft)
    sim.InitializeSimulation()
    sim.ConfigureStopTime(macros.sec2nano(SECONDS))
    return sim, crafts, kept


def state(craft):
    """Position, velocity, quaternion (scalar last, body to inertial) and rate along the body."""
    out = craft.scStateOutMsg.read()
    sigma = np.array(out.sigma_BN)
    square = sigma @ sigma
    quaternion = np.append(2 * sigma, 1 - square) / (1 + square)
    return np.concatenate([out.r_CN_N, out.v_CN_N, quaternion, out.omega_BN_B])


def measure(folder):
    try:
        import Basilisk  # noqa: F401
    except ImportError:
        return
    # A pair of bodies is stepped with 0.5 s as the lanes do, one body with 0.1 s.
    for name, bodies, step, per in (
            ("sixdof-pairs", (0, 1), 0.5, "ns/pair-step"), ("sixdof-one", (0,), 0.1, "ns/step")):
        times = []
        for _ in range(5):
            sim, _, kept = simulation(bodies, step)
            start = time.process_time()
            sim.ExecuteSimulation()
            times.append(time.process_time() - start)
            del kept
        print(name, "basilisk", 1e9 * np.median(times) / (SECONDS / step), per, flush=True)


def compare(folder, variant):
    """How far our one body is from Basilisk's after 600 s, relative to the size of each vector."""
    path = pathlib.Path(folder, f"{variant}-state.bin")
    if not path.exists():
        return
    try:
        sim, crafts, kept = simulation((0,), 0.1, torque=TORQUE)
    except ImportError:
        return
    sim.ExecuteSimulation()
    theirs, ours = state(crafts[0]), np.fromfile(path)
    if ours[6:10] @ theirs[6:10] < 0:
        ours[6:10] *= -1
    off = max(
        np.linalg.norm(ours[part] - theirs[part]) / np.linalg.norm(theirs[part])
        for part in (slice(0, 3), slice(3, 6), slice(6, 10), slice(10, 13)))
    del kept
    print(f"sixdof-one-from-basilisk {off:.1e} relative")
