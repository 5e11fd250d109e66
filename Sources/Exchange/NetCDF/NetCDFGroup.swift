/// A group of a NetCDF-4 file, or the whole file: attributes, dimensions, variables and groups.
///
/// Variables carry the attributes of the CF conventions: `units`, `long_name`, `standard_name`.
///
///     var file = NetCDFGroup()
///     file.attributes = [.init("Conventions", "CF-1.11")]
///     file.dimensions = [.init("time", count: 3)]
///     file.variables = [
///       .init("altitude", dimensions: ["time"], [418e3, 417e3, 416e3], units: "m")
///     ]
///     try file.write(to: url)
public struct NetCDFGroup: Sendable, Equatable {
  /// The name; of no meaning for the file itself.
  public var name: String
  /// Facts about the group.
  public var attributes: [NetCDFAttribute] = []
  /// Dimensions that the variables of this group and of the groups inside may use.
  public var dimensions: [NetCDFDimension] = []
  /// Arrays over the dimensions of this group and of those around it.
  public var variables: [NetCDFVariable] = []
  /// Groups inside this one.
  public var groups: [NetCDFGroup] = []

  /// An empty group; a whole file has no name.
  public init(_ name: String = "") { self.name = name }

  /// The variable of a name, in this group.
  public func variable(_ name: String) -> NetCDFVariable? { variables.first { $0.name == name } }

  /// The group of a name, in this group.
  public func group(_ name: String) -> NetCDFGroup? { groups.first { $0.name == name } }
}

/// An axis of variables.
public struct NetCDFDimension: Sendable, Hashable {
  /// What variables call it.
  public var name: String
  /// How many places it has; 0 and more.
  public var count: Int

  /// An axis from its parts.
  public init(_ name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

/// The values of a variable, the last dimension running fastest, or of an attribute.
public enum NetCDFValues: Sendable, Equatable {
  /// Numbers of binary64.
  case doubles([Double])
  /// Whole numbers of 64 bits.
  case integers([Int64])
  /// Texts in UTF-8.
  case texts([String])

  /// How many values there are.
  public var count: Int {
    switch self {
    case .doubles(let values): values.count
    case .integers(let values): values.count
    case .texts(let values): values.count
    }
  }
}

/// A named fact about a file, a group or a variable.
public struct NetCDFAttribute: Sendable, Equatable {
  /// What it tells of, as CF names it where CF does.
  public var name: String
  /// What it says; one value or several.
  public var values: NetCDFValues

  /// A fact from its name and what it says.
  public init(_ name: String, _ text: String) {
    self.name = name
    values = .texts([text])
  }

  /// A fact from its name and what it says.
  public init(_ name: String, _ number: Double) {
    self.name = name
    values = .doubles([number])
  }

  /// A fact from its name and what it says.
  public init(_ name: String, _ values: NetCDFValues) {
    self.name = name
    self.values = values
  }
}

/// An array of numbers or texts along dimensions.
public struct NetCDFVariable: Sendable, Equatable {
  /// Its name in the group.
  public var name: String
  /// The names of its dimensions, the slowest first; none for a single value.
  public var dimensions: [String]
  /// Its values, the last dimension running fastest.
  public var values: NetCDFValues
  /// Facts about it: unit, name in words.
  public var attributes: [NetCDFAttribute]

  /// An array from its parts.
  public init(
    _ name: String, dimensions: [String], _ values: NetCDFValues,
    attributes: [NetCDFAttribute] = []
  ) {
    self.name = name
    self.dimensions = dimensions
    self.values = values
    self.attributes = attributes
  }

  /// A variable of numbers in a unit; NaN stands where there is none, and `_FillValue` says so.
  public init(
    _ name: String, dimensions: [String], _ values: [Double], units: String,
    longName: String? = nil, standardName: String? = nil
  ) {
    var attributes = [NetCDFAttribute("units", units)]
    if let longName { attributes.append(.init("long_name", longName)) }
    if let standardName { attributes.append(.init("standard_name", standardName)) }
    if values.contains(where: \.isNaN) { attributes.append(.init("_FillValue", Double.nan)) }
    self.init(name, dimensions: dimensions, .doubles(values), attributes: attributes)
  }

  /// The numbers of a variable of numbers.
  public var doubles: [Double]? {
    switch values {
    case .doubles(let values): values
    case .integers(let values): values.map(Double.init)
    case .texts: nil
    }
  }
}
