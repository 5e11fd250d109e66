/// A set of axes and an origin. Frames are types without values: a vector of one frame cannot be
/// added to a vector of another, and a conversion that does not exist does not compile.
public protocol Frame: Sendable {}

/// A frame in which Newton's equations hold as they stand.
public protocol InertialFrame: Frame {}

/// The Geocentric Celestial Reference Frame (IAU 2000), the frame of every inertial state here.
public enum GCRF: InertialFrame {}

/// The mean equator and equinox of J2000.0, 23 milliarcseconds from GCRF (the frame bias).
public enum EME2000: InertialFrame {}

/// The International Terrestrial Reference Frame, fixed to the Earth.
public enum ITRF: Frame {}

/// The true equator and equinox of date (TOD): precession and nutation of IAU 2006/2000A.
public enum TrueOfDate: InertialFrame {}

/// The mean equator and equinox of date (MOD): the precession of IAU 2006.
public enum MeanOfDate: InertialFrame {}

/// True equator, mean equinox: the frame of SGP4 (Vallado 2006).
public enum TEME: InertialFrame {}

/// The local orbital frame of a spacecraft: +X along the velocity's horizontal part, +Y against
/// the orbital angular momentum, +Z to the Earth's centre. The attitude of the ISS flying +XVV is
/// zero in it.
public enum LVLH: Frame {}

/// The frame that a station file declares; for the ISS, SSACS. It turns with the station.
public enum StationFrame: Frame {}

/// The frame of one module, in which its ports and solids are given.
public enum ModuleFrame: Frame {}
