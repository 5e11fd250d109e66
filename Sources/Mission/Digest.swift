import Crypto
import Exchange
import Foundation

extension JSONValue {
  /// SHA-256 over the canonical form (RFC 8785), in hexadecimal, with `resultDigest` and `run` left
  /// out.
  public var resultDigest: String {
    let text = without(["resultDigest", "run"]).canonical
    let digest = SHA256.hash(data: Data(text.utf8))
    return digest.map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }

  /// The document with its digest set.
  public func digested() -> JSONValue {
    var document = self
    document.set("resultDigest", .string(resultDigest))
    return document
  }
}
