import CNetCDF
import Foundation

/// Calls of the NetCDF library, one at a time because it is not made for several threads, with
/// its status as an error.
struct NetCDFLibrary {
  private static let lock = NSLock()

  /// The file as errors name it.
  let path: String

  /// Runs calls while no other thread makes any.
  static func exclusively<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body()
  }

  func check(_ status: Int32, _ place: String) throws(ExchangeError) {
    guard status == NC_NOERR else {
      throw .netCDF(path: path, place: place, reason: String(cString: nc_strerror(status)))
    }
  }

  func refuse(_ place: String, _ reason: String) -> ExchangeError {
    .netCDF(path: path, place: place, reason: reason)
  }

  /// The C library ends texts at a zero byte.
  func checkText(_ text: String, _ place: String) throws(ExchangeError) {
    if text.utf8.contains(0) { throw refuse(place, "a text holds a zero byte") }
  }

  /// Runs a call with texts as C strings.
  static func withCStrings(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Int32
  ) -> Int32 {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    var pointers = copies.map { UnsafePointer($0) }
    // An empty array has no address; the library wants one even for no values.
    if pointers.isEmpty { pointers.append(nil) }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map(body) ?? NC_EINVAL
    }
  }
}
