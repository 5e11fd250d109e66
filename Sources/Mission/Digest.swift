import Crypto
import Exchange
import Foundation

extension JSONValue {
  /// SHA-256 over the canonical form (RFC 8785), in hexadecimal, with `resultDigest` and `run` left
  /// out.
  public var resultDigest: String {
    SHA256.hexadecimal(without(["resultDigest", "run"]).canonical)
  }

  /// The document with its digest set.
  public func digested() -> JSONValue {
    var document = self
    document.set("resultDigest", .string(resultDigest))
    return document
  }
}

extension SHA256 {
  /// The digest of a text in UTF-8, in hexadecimal.
  static func hexadecimal(_ text: String) -> String { hexadecimal(Array(text.utf8)) }

  /// The digest of bytes, in hexadecimal.
  static func hexadecimal(_ bytes: some DataProtocol) -> String {
    hexadecimal(of: hash(data: bytes))
  }

  /// A digest in hexadecimal.
  static func hexadecimal(of digest: SHA256Digest) -> String {
    digest.map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }
}
