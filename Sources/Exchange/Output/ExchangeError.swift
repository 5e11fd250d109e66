/// What can go wrong when a file is written, or a binary one read.
///
/// What is wrong with the text of a file that a person wrote is an ``InputError``.
public enum ExchangeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A file cannot be written; with the system's reason.
  case notWritable(path: String, reason: String)
  /// A NetCDF file cannot be written or read; with the place in it and the library's reason.
  case netCDF(path: String, place: String, reason: String)
  /// A format cannot hold what it is asked to; with what it can.
  case notExpressible(what: String, allowed: String)

  public var description: String {
    switch self {
    case .notWritable(let path, let reason): "\(path) cannot be written: \(reason)"
    case .notExpressible(let what, let allowed):
      "the format cannot hold \(what); allowed: \(allowed)"
    case .netCDF(let path, let place, let reason): "\(path): \(place): \(reason)"
    }
  }
}
