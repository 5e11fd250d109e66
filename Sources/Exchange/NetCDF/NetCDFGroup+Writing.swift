import CNetCDF
import Foundation

extension NetCDFGroup {
  /// Writes the group as a NetCDF-4 file; at the name there is the old file or the new one, never
  /// a part.
  ///
  /// - Throws: ``ExchangeError`` when the file cannot be written, when a variable has another
  ///   number of values than its dimensions have places, and for names that NetCDF does not allow.
  public func write(to url: URL) throws(ExchangeError) {
    try replaceAtomically(url) { (temporary) throws(ExchangeError) in
      try NetCDFLibrary.exclusively { () throws(ExchangeError) in
        let library = NetCDFLibrary(path: url.path)
        var file: Int32 = 0
        try library.check(nc_create(temporary.path, NC_NETCDF4 | NC_CLOBBER, &file), "the file")
        do throws(ExchangeError) {
          try define(in: file, dimensions: [:], place: "", library)
        } catch {
          nc_abort(file)
          throw error
        }
        try library.check(nc_close(file), "the file")
      }
    }
  }

  private func define(
    in group: Int32, dimensions outer: [String: (id: Int32, count: Int)], place: String,
    _ library: NetCDFLibrary
  ) throws(ExchangeError) {
    var known = outer
    for dimension in dimensions {
      let place = "\(place)/\(dimension.name)"
      try library.checkText(dimension.name, place)
      guard dimension.count >= 0 else { throw library.refuse(place, "a negative length") }
      var id: Int32 = 0
      try library.check(nc_def_dim(group, dimension.name, dimension.count, &id), place)
      known[dimension.name] = (id, dimension.count)
    }
    for attribute in attributes {
      try attribute.write(to: group, NC_GLOBAL, place, library)
    }
    for variable in variables {
      try variable.write(to: group, known, "\(place)/\(variable.name)", library)
    }
    for inner in groups {
      let place = "\(place)/\(inner.name)"
      try library.checkText(inner.name, place)
      var id: Int32 = 0
      try library.check(nc_def_grp(group, inner.name, &id), place)
      try inner.define(in: id, dimensions: known, place: place, library)
    }
  }
}

extension NetCDFAttribute {
  fileprivate func write(
    to group: Int32, _ variable: Int32, _ place: String, _ library: NetCDFLibrary
  ) throws(ExchangeError) {
    let place = "\(place):\(name)"
    try library.checkText(name, place)
    let status: Int32
    switch values {
    case .doubles(let values):
      status = nc_put_att_double(group, variable, name, NC_DOUBLE, values.count, values)
    case .integers(let values):
      let numbers = values.map { Int64($0) }
      status = numbers.withUnsafeBufferPointer { buffer in
        nc_put_att(group, variable, name, NC_INT64, buffer.count, buffer.baseAddress)
      }
    case .texts(let texts):
      for text in texts { try library.checkText(text, place) }
      if texts.count == 1 {
        status = nc_put_att_text(group, variable, name, texts[0].utf8.count, texts[0])
      } else {
        status = NetCDFLibrary.withCStrings(texts) {
          nc_put_att_string(group, variable, name, texts.count, $0)
        }
      }
    }
    try library.check(status, place)
  }
}

extension NetCDFVariable {
  /// Variables of more values than this are compressed.
  private static let compressedFrom = 1024

  fileprivate func write(
    to group: Int32, _ known: [String: (id: Int32, count: Int)], _ place: String,
    _ library: NetCDFLibrary
  ) throws(ExchangeError) {
    try library.checkText(name, place)
    var ids: [Int32] = []
    var places = 1
    for dimension in dimensions {
      guard let found = known[dimension] else {
        throw library.refuse(place, "the dimension '\(dimension)' is not known")
      }
      ids.append(found.id)
      let (product, overflow) = places.multipliedReportingOverflow(by: found.count)
      guard !overflow else { throw library.refuse(place, "too many places") }
      places = product
    }
    guard values.count == places else {
      throw library.refuse(place, "\(values.count) values for \(places) places")
    }
    let type =
      switch values {
      case .doubles: NC_DOUBLE
      case .integers: NC_INT64
      case .texts: NC_STRING
      }
    var id: Int32 = 0
    try library.check(nc_def_var(group, name, type, Int32(ids.count), ids, &id), place)
    if type != NC_STRING, places > Self.compressedFrom {
      try library.check(nc_def_var_deflate(group, id, 1, 1, 4), place)
    }
    for attribute in attributes { try attribute.write(to: group, id, place, library) }
    guard places > 0 else { return }
    let status: Int32
    switch values {
    case .doubles(let values): status = nc_put_var_double(group, id, values)
    case .integers(let values):
      status = values.withUnsafeBufferPointer { nc_put_var(group, id, $0.baseAddress) }
    case .texts(let texts):
      for text in texts { try library.checkText(text, place) }
      status = NetCDFLibrary.withCStrings(texts) { nc_put_var_string(group, id, $0) }
    }
    try library.check(status, place)
  }
}
