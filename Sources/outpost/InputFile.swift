import Foundation
import Kinematics

/// A sentence of an error with what is allowed, where it does not say so itself.
func allowing(_ error: some Error, _ allowed: String) -> String {
  let words = "\(error)"
  return words.contains("; allowed: ") ? words : "\(words); allowed: \(allowed)"
}

/// A file that a person names: from the current folder, or, where it is not there, from the folder
/// that holds `Data`, in which the stations, scenarios and claims lie that come with Outpost. Then
/// a note says which file is taken.
func inputFile(_ path: String) -> URL {
  let here = URL(fileURLWithPath: path)
  let files = FileManager.default
  guard !path.isEmpty, !path.hasPrefix("/"), !files.fileExists(atPath: here.path),
    let data = try? DataFolder.locate()
  else { return here }
  let shared = data.deletingLastPathComponent().appendingPathComponent(path)
  guard files.fileExists(atPath: shared.path) else { return here }
  Outpost.note("there is no \(path) here; \(shared.path) is taken")
  return shared
}
