import CNetCDF
import Foundation

extension NetCDFGroup {
  /// Variables of more values are refused.
  private static let countLimit = 1 << 28
  /// Groups may stand in one another this deep.
  private static let depthLimit = 32

  /// Reads a NetCDF file: numbers as doubles or whole numbers, and texts.
  ///
  /// - Throws: ``ExchangeError/netCDF(path:place:reason:)`` for what is not such a file, holds
  ///   other types or is too large.
  public static func read(_ url: URL) throws(ExchangeError) -> NetCDFGroup {
    try NetCDFLibrary.exclusively { () throws(ExchangeError) in
      let library = NetCDFLibrary(path: url.path)
      var file: Int32 = 0
      try library.check(nc_open(url.path, NC_NOWRITE, &file), "the file")
      defer { nc_close(file) }
      return try NetCDFReader(library: library).group(file, name: "", place: "", depth: depthLimit)
    }
  }

  fileprivate static var largest: Int { countLimit }
}

private struct NetCDFReader {
  let library: NetCDFLibrary

  func group(
    _ id: Int32, name: String, place: String, depth: Int
  ) throws(ExchangeError) -> NetCDFGroup {
    guard depth > 0 else { throw library.refuse(place, "groups nested too deeply") }
    var group = NetCDFGroup(name)
    for dimension in try ids(place, { nc_inq_dimids(id, $0, $1, 0) }) {
      let name = try self.name(place) { nc_inq_dimname(id, dimension, $0) }
      var count = 0
      try library.check(nc_inq_dimlen(id, dimension, &count), "\(place)/\(name)")
      group.dimensions.append(.init(name, count: count))
    }
    group.attributes = try attributes(id, NC_GLOBAL, place)
    for variable in try ids(place, { nc_inq_varids(id, $0, $1) }) {
      group.variables.append(try self.variable(id, variable, place))
    }
    for inner in try ids(place, { nc_inq_grps(id, $0, $1) }) {
      let name = try self.name(place) { nc_inq_grpname(inner, $0) }
      group.groups.append(
        try self.group(inner, name: name, place: "\(place)/\(name)", depth: depth - 1))
    }
    return group
  }

  private func ids(
    _ place: String,
    _ call: (UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?) -> Int32
  ) throws(ExchangeError) -> [Int32] {
    var count: Int32 = 0
    try library.check(call(&count, nil), place)
    var ids = [Int32](repeating: 0, count: max(1, Int(count)))
    let status = ids.withUnsafeMutableBufferPointer { call(&count, $0.baseAddress) }
    try library.check(status, place)
    return Array(ids.prefix(Int(count)))
  }

  private func name(
    _ place: String, _ call: (UnsafeMutablePointer<CChar>) -> Int32
  ) throws(ExchangeError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(NC_MAX_NAME) + 1)
    let status = buffer.withUnsafeMutableBufferPointer { $0.baseAddress.map(call) ?? NC_EINVAL }
    try library.check(status, place)
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func attributes(
    _ group: Int32, _ variable: Int32, _ place: String
  ) throws(ExchangeError) -> [NetCDFAttribute] {
    var count: Int32 = 0
    let status =
      variable == NC_GLOBAL
      ? nc_inq_natts(group, &count) : nc_inq_varnatts(group, variable, &count)
    try library.check(status, place)
    var attributes: [NetCDFAttribute] = []
    for number in 0..<max(0, count) {
      let name = try self.name(place) { nc_inq_attname(group, variable, number, $0) }
      let place = "\(place):\(name)"
      var type: nc_type = 0
      var length = 0
      try library.check(nc_inq_att(group, variable, name, &type, &length), place)
      attributes.append(
        .init(
          name,
          try values(type, length, place) {
            switch $0 {
            case .doubles(let buffer): nc_get_att_double(group, variable, name, buffer)
            case .integers(let buffer): nc_get_att(group, variable, name, buffer)
            case .texts(let buffer): nc_get_att_string(group, variable, name, buffer)
            case .characters(let buffer): nc_get_att_text(group, variable, name, buffer)
            }
          }))
    }
    return attributes
  }

  private func variable(
    _ group: Int32, _ id: Int32, _ place: String
  ) throws(ExchangeError) -> NetCDFVariable {
    let name = try self.name(place) { nc_inq_varname(group, id, $0) }
    let place = "\(place)/\(name)"
    var type: nc_type = 0
    var rank: Int32 = 0
    try library.check(nc_inq_vartype(group, id, &type), place)
    let dimensionIDs = try ids(place) { count, ids in
      let status = nc_inq_varndims(group, id, &rank)
      count?.pointee = rank
      guard status == NC_NOERR, let ids else { return status }
      return nc_inq_vardimid(group, id, ids)
    }
    var names: [String] = []
    var total = 1
    for dimension in dimensionIDs {
      names.append(try self.name(place) { nc_inq_dimname(group, dimension, $0) })
      var count = 0
      try library.check(nc_inq_dimlen(group, dimension, &count), place)
      let (product, overflow) = total.multipliedReportingOverflow(by: count)
      guard !overflow else { throw library.refuse(place, "too many values") }
      total = product
    }
    guard type != NC_CHAR else { throw library.refuse(place, "an array of characters") }
    let values = try values(type, total, place) {
      switch $0 {
      case .doubles(let buffer): nc_get_var_double(group, id, buffer)
      case .integers(let buffer): nc_get_var(group, id, buffer)
      case .texts(let buffer): nc_get_var_string(group, id, buffer)
      case .characters: NC_ECHAR
      }
    }
    return NetCDFVariable(
      name, dimensions: names, values, attributes: try attributes(group, id, place))
  }

  private enum Buffer {
    case doubles(UnsafeMutablePointer<Double>)
    case integers(UnsafeMutablePointer<Int64>)
    case texts(UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>)
    case characters(UnsafeMutablePointer<CChar>)
  }

  /// Makes room for values of a type, lets the library fill it and takes them over.
  private func values(
    _ type: nc_type, _ count: Int, _ place: String, _ fill: (Buffer) -> Int32
  ) throws(ExchangeError) -> NetCDFValues {
    guard count >= 0, count <= NetCDFGroup.largest else {
      throw library.refuse(place, "too many values")
    }
    func filled<Value>(
      _ zero: Value, _ kind: (UnsafeMutablePointer<Value>) -> Buffer
    ) throws(ExchangeError) -> [Value] {
      var values = [Value](repeating: zero, count: max(1, count))
      let status = values.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { fill(kind($0)) } ?? NC_EINVAL
      }
      try library.check(status, place)
      return Array(values.prefix(count))
    }
    switch type {
    case NC_INT64: return .integers(try filled(0) { .integers($0) })
    case NC_CHAR:
      let bytes = try filled(CChar(0)) { .characters($0) }.map { UInt8(bitPattern: $0) }
      return .texts([String(decoding: bytes, as: UTF8.self)])
    case NC_STRING:
      var pointers = try filled(UnsafeMutablePointer<CChar>?.none) { .texts($0) }
      let texts = pointers.map { $0.map { String(cString: $0) } ?? "" }
      nc_free_string(pointers.count, &pointers)
      return .texts(texts)
    default: return .doubles(try filled(0) { .doubles($0) })
    }
  }
}
