import Foundation
import Glibc

/// Writes a file so that at its name there is the old content or the new one, never a part.
///
/// The bytes go to a file beside it that then takes its name.
///
/// - Throws: ``ExchangeError/notWritable(path:reason:)``
public func writeAtomically(_ data: Data, to url: URL) throws(ExchangeError) {
  try replaceAtomically(url) { (temporary) throws(ExchangeError) in
    do {
      try data.write(to: temporary)
    } catch {
      throw ExchangeError.notWritable(path: url.path, reason: error.localizedDescription)
    }
  }
}

/// Lets `make` write a file beside `url`, which then takes its name; removes it when that fails.
///
/// - Throws: what `make` throws; ``ExchangeError/notWritable(path:reason:)`` where the name cannot
///   be taken.
public func replaceAtomically(
  _ url: URL, _ make: (URL) throws(ExchangeError) -> Void
) throws(ExchangeError) {
  let name = ".\(url.lastPathComponent).\(getpid()).part"
  let temporary = url.deletingLastPathComponent().appendingPathComponent(name)
  do throws(ExchangeError) {
    try make(temporary)
  } catch {
    unlink(temporary.path)
    throw error
  }
  guard rename(temporary.path, url.path) == 0 else {
    let reason = String(cString: strerror(errno))
    unlink(temporary.path)
    throw .notWritable(path: url.path, reason: reason)
  }
}
