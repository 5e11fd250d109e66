import Foundation
import Glibc

/// Writes a file so that at its name there is the old content or the new one, never a part.
///
/// The bytes go to a file beside it that then takes its name. What is no file and no folder, such as
/// a pipe or `/dev/stdout`, is written into as it is.
///
/// - Throws: ``ExchangeError/notWritable(path:reason:)``
public func writeAtomically(_ data: Data, to url: URL) throws(ExchangeError) {
  if isDevice(url) {
    let code = writeAll(data, to: openDevice(url.path))
    guard code == 0 else {
      throw .notWritable(path: url.path, reason: String(cString: strerror(code)))
    }
    return
  }
  try replaceAtomically(url) { (temporary) throws(ExchangeError) in
    let code = writeAll(
      data, to: open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666))
    guard code != 0 else { return }
    let folder = temporary.deletingLastPathComponent()
    throw ExchangeError.notWritable(
      path: url.path,
      reason: code == ENOENT
        ? "there is no folder \(folder.relativePath)" : String(cString: strerror(code)))
  }
}

/// Opens what is no file; below 0 where it cannot be.
///
/// The standard output may lead to a file that holds something: opened anew it would begin at that
/// file's head, so it is taken as it is. Others are written at their end.
private func openDevice(_ path: String) -> Int32 {
  var named = stat()
  var standard = stat()
  if stat(path, &named) == 0, fstat(STDOUT_FILENO, &standard) == 0,
    named.st_dev == standard.st_dev, named.st_ino == standard.st_ino
  {
    return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
  }
  return open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
}

/// Writes all into an open file and closes it; the system's error, 0 for none.
private func writeAll(_ data: Data, to file: Int32) -> Int32 {
  guard file >= 0 else { return errno }
  var code: Int32 = 0
  data.withUnsafeBytes { bytes in
    var rest = bytes[...]
    while !rest.isEmpty, code == 0 {
      let written = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 {
        if errno != EINTR { code = errno }
      } else {
        rest = rest.dropFirst(written)
      }
    }
  }
  // Some systems tell of a full disk only here.
  if close(file) != 0, code == 0 { code = errno }
  return code
}

private func isDevice(_ url: URL) -> Bool {
  var status = stat()
  guard stat(url.path, &status) == 0 else { return false }
  // `/dev/stdout` is a link, and may lead to a file.
  let folder = url.deletingLastPathComponent().path
  return folder == "/dev" || ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
}

/// Lets `make` write a file beside `url`, which then takes its name; removes it when that fails. Where
/// the name is a link, the file that it leads to is replaced.
///
/// - Throws: what `make` throws; ``ExchangeError/notWritable(path:reason:)`` where the name cannot
///   be taken.
public func replaceAtomically(
  _ url: URL, _ make: (URL) throws(ExchangeError) -> Void
) throws(ExchangeError) {
  let url = url.resolvingSymlinksInPath()
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

/// The reason that the system gives, without the wrapping.
public func systemReason(of error: any Error) -> String {
  let outer = error as NSError
  let inner = outer.userInfo[NSUnderlyingErrorKey] as? NSError ?? outer
  if inner.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(inner.code))) }
  return inner.localizedDescription
}
