import Exchange
import Foundation
import Kinematics
import TestSupport
import Testing

/// All files with which other programmes for CCSDS messages are tested: the good ones are read, and
/// what is read is written and reads back the same; the wrong ones are refused.
@Suite struct MessageFilesTests {
  /// Why a file is refused: a word of the error.
  static let refused: [String: String] = [
    // Wrong by the name that their makers gave them.
    "AEM-ephemeris-number-format-error.txt": "'this-is-not-a-number', not a number",
    "AEM-inconsistent-direction.txt": "ATTITUDE_DIR stands in version 2.0",
    "AEM-inconsistent-quaternion-type.txt": "QUATERNION_TYPE stands in version 2.0",
    "AEM-missing-attitude-type.txt": "ATTITUDE_TYPE is missing",
    "CDM-missing-TCA.txt": "TCA is missing",
    "CDM-missing-object2-state-vector.txt": "X is missing",
    "CDMExample1InvalidTca.txt": "TCA is '2010-04-31",
    "CDMExample_issue1319_mandatory_empty_value.xml": "X has no value",
    "OCM-unknown-frame.txt": "TRAJ_TYPE is missing",
    "OCM-wrong-nb-elements.txt": "TRAJ_UNITS has 6 units",
    "OEM-covariance-number-format-error.txt": "not a number",
    "OEM-keyword-within-covariance.txt": "USER_DEFINED_TEST_KEY",
    "OEM-too-few-covariance-columns.txt": "row 5",
    "OEM-too-large-covariance-dimension.txt": "row 7",
    "OEM-wrong-keyword.txt": "WRONG_KEYWORD",
    "OMM-wrong-keyword.txt": "WRONG_KEYWORD",
    "OPM-incompatible-units.txt": "SOLAR_RAD_AREA has the unit",
    // The first half of a file.
    "OEMExample7.txt.pre": "ends too early",
    // The unit of a state is fixed: km and km/s.
    "opm_strange_units.xml": "has the unit 'm'",
    // Document types are refused, whatever they name.
    "NDM-opm-entity.xml": "document type",
    // These times are no instants without data that the message lacks.
    "OPM-no-designator.txt": "the time system is 'GMST'",
    "OPMExample6.txt": "the time system is 'GMST'",
    "OEMExample2.txt": "the time system is 'MRT'",
    "OEMExample9.txt": "the time system is 'MRT'",
    "OCMExample2.txt": "the time system is 'UT1'",
    // A frame stands in the place of the time system.
    "adm-testcase04a_abbrev.xml": "the time system is 'TOD'",
    "adm-testcase04a_multi.kvn": "the time system is 'TOD'",
    // Several messages of several kinds in one file.
    "ndmxml-1.0-odm.xml": "a second message starts",
  ]

  /// Files that are wrong to the programme they come from and that are read here: a frame or a body
  /// may have any name, and an identity may be empty, as CelesTrak has it.
  static let readAllTheSame: Set<String> = [
    "OPM-unknown-frame.txt", "OPM-unknown-frame-mapper.txt", "OCM-unknown-frame-center.txt",
    "OPM-dummy-solar-system-barycenter.txt", "CDM-frame-mapper.txt", "OMM-empty-object-id.txt",
    "OMM-empty-object-id.xml",
  ]

  /// Messages of kinds that are not read: APM, ACM and TDM.
  private static func isOfAnotherKind(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.contains("/apm/") || name.contains("/acm/") || name.contains("_apm.")
      || name.contains("tdm") || name.contains("503.0-b-2")
  }

  @Test(.enabled(if: ReferenceData.has("ccsds")))
  func readsAllGoodFilesAndRefusesTheOthers() throws {
    let files = ReferenceData.files("ccsds") { $0.contains(".") }
    #expect(files.count >= 155)
    var read = 0
    var refused = 0
    for path in files {
      let name = (path as NSString).lastPathComponent
      let text = try ReferenceData.text(path)
      guard !text.isEmpty else { continue }
      do {
        let document = try StandardDocument.parse(text, file: name)
        #expect((document == nil) == Self.isOfAnotherKind(path), "\(path)")
        #expect(Self.refused[name] == nil, "\(name)")
        if document != nil {
          read += 1
          try MessageFilesTests.staysTheSame(text, name)
        }
      } catch let errors as InputErrors {
        refused += 1
        let reason = try #require(Self.refused[name], "\(errors)")
        #expect(errors.description.contains(reason), "\(errors)")
      }
    }
    #expect(read >= 85)
    #expect(refused == Self.refused.count)
  }

  @Test(.enabled(if: ReferenceData.has("conjunction/cdm_xml_geo")))
  func readsConjunctionsOfAgencies() throws {
    let files = ReferenceData.files("conjunction") {
      $0.hasSuffix(".cdm") || $0.hasSuffix(".xml")
    }
    #expect(files.count > 30)
    for path in files {
      let text = try ReferenceData.text(path)
      let message = try ConjunctionDataMessage.parse(text, file: path)
      #expect(message.objects.count == 2)
      try Self.staysTheSame(text, path)
    }
  }

  /// From one form into the other and back, and through the writers of the values: nothing is lost.
  private static func staysTheSame(_ text: String, _ name: String) throws {
    let document = try StandardDocument.parse(text, file: name)
    let forms: [StandardForm] =
      document?.kind == "TLE" ? [.namedElementSets] : [.xml, .keyValues]
    for form in forms {
      let other = try StandardDocument.converted(text, file: name, to: form)
      let again = try StandardDocument.parse(other, file: "\(name) as \(form)")
      expectSame(again, document, name)
      let back = try StandardDocument.converted(other, file: name, to: forms[0])
      let isStable = try StandardDocument.converted(back, file: name, to: forms[0]) == back
      #expect(isStable, "\(name)")
    }
    for written in document?.written ?? [] {
      expectSame(try StandardDocument.parse(written, file: "\(name) written"), document, name)
    }
  }

  private static func expectSame(
    _ a: StandardDocument?, _ b: StandardDocument?, _ name: String
  ) {
    let isSame = a?.withoutComments == b?.withoutComments
    #expect(isSame, "\(name)")
  }
}

extension StandardDocument {
  /// The texts that the values themselves write.
  fileprivate var written: [String] {
    switch self {
    case .orbitEphemeris(let message): [message.keyValueText(), message.xmlText()]
    case .orbitParameters(let message): [message.keyValueText(), message.xmlText()]
    case .attitudeEphemeris(let message): [message.keyValueText(), message.xmlText()]
    case .conjunctionData(let message): [message.keyValueText(), message.xmlText()]
    case .orbitComprehensive(let message): [message.keyValueText(), message.xmlText()]
    case .meanElements(let messages):
      messages.count == 1 ? [messages[0].keyValueText(), messages[0].xmlText()] : []
    case .elementSets: []
    }
  }

  /// Comments may come to stand in the part next to theirs, and units of carried values may be
  /// written where they were left out.
  fileprivate var withoutComments: StandardDocument {
    func bare(_ block: OrbitComprehensiveMessage.Block?) -> OrbitComprehensiveMessage.Block? {
      block.map { .init(fields: $0.fields.bare) }
    }
    switch self {
    case .orbitEphemeris(var message):
      message.header.comments = []
      for index in message.segments.indices {
        message.segments[index].comments = []
        message.segments[index].metadata.comments = []
      }
      return .orbitEphemeris(message)
    case .orbitParameters(var message):
      message.header.comments = []
      message.comments = []
      return .orbitParameters(message)
    case .meanElements(let messages):
      return .meanElements(
        messages.map { message in
          var message = message
          message.header.comments = []
          message.comments = []
          return message
        })
    case .attitudeEphemeris(var message):
      message.header.comments = []
      for index in message.segments.indices {
        message.segments[index].comments = []
        message.segments[index].metadata.comments = []
      }
      return .attitudeEphemeris(message)
    case .conjunctionData(var message):
      message.header.comments = []
      message.relative.comments = []
      message.relative.fields = message.relative.fields.bare
      for index in message.objects.indices {
        message.objects[index].comments = [:]
        message.objects[index].metadata = message.objects[index].metadata.bare
        message.objects[index].orbitDetermination = message.objects[index].orbitDetermination.bare
        message.objects[index].additional = message.objects[index].additional.bare
        message.objects[index].covariance.fields = message.objects[index].covariance.fields.bare
        message.objects[index].covariance.others = message.objects[index].covariance.others.map(
          \.bare)
      }
      return .conjunctionData(message)
    case .orbitComprehensive(var message):
      message.header.comments = []
      message.metadata.more = bare(message.metadata.more) ?? .init()
      for index in message.trajectories.indices {
        message.trajectories[index].more = bare(message.trajectories[index].more) ?? .init()
      }
      for index in message.covariances.indices {
        message.covariances[index].more = bare(message.covariances[index].more) ?? .init()
      }
      for index in message.maneuvers.indices {
        message.maneuvers[index].more = bare(message.maneuvers[index].more) ?? .init()
      }
      message.physical = bare(message.physical)
      message.perturbations = bare(message.perturbations)
      message.determination = bare(message.determination)
      message.userDefined = bare(message.userDefined)
      return .orbitComprehensive(message)
    case .elementSets: return self
    }
  }
}

extension [CCSDSField] {
  /// The values in the order of their keywords, without units.
  fileprivate var bare: [CCSDSField] {
    map { CCSDSField(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
  }
}
