import Exchange
import Foundation
import Kinematics
import TestSupport
import Testing

/// Values of attitude, conjunction and comprehensive messages, and what is refused in them.
@Suite struct MessageValuesTests {
  @Test func readsConjunctions() throws {
    for path in ["cdm-kvn/plain.cdm", "cdm-xml/plain.xml"] {
      let message = try ConjunctionDataMessage.parse(FuzzSeeds.text(path), file: path)
      #expect(message.missDistance == 715)
      #expect(message.relative.position == SIMD3(27.4, -70.2, 711.8))
      #expect(message.relative.collisionProbability == 4.8e-5)
      #expect(message.objects[0].state.position == SIMD3(6_800_000, 0, 1000))
      #expect(message.objects[0].isManeuverable == true)
      #expect(message.objects[0].mass == 250)
      #expect(message.objects[0].covariance.size == 6)
      #expect(message.objects[1].covariance.size == (path.hasSuffix("cdm") ? 8 : 9))
      #expect(message.objects[1].covariance.matrix[1][0] == 1)
      // Made from values alone it says the same.
      for text in [message.keyValueText(), message.xmlText()] {
        #expect(try ConjunctionDataMessage.parse(text, file: path) == message)
      }
    }
  }

  @Test func readsAttitudes() throws {
    let degree = Double.pi / 180
    let expected: [(String, AttitudeEphemerisMessage.Attitude)] = [
      // Scalar first in the file.
      ("aem-kvn/quaternion.aem", .quaternion(SIMD4(0, 0, 0, 1))),
      (
        "aem-kvn/derivative.aem",
        .quaternionDerivative(SIMD4(0, 0, 0, 1), SIMD4(0.001, 0, 0, 0))
      ),
      (
        "aem-kvn/velocity.aem",
        .quaternionRate(SIMD4(0, 0, 0, 1), SIMD3(degree * 0.001, 0, 0))
      ),
      ("aem-kvn/spin.aem", .spin([10, 20, 30, 1, 2, 3, 4])),
      ("aem-xml/quaternion.xml", .quaternion(SIMD4(0, 0, 0, 1))),
      ("aem-xml/euler.xml", .eulerAnglesRate(degree * SIMD3(1, 2, 3), degree * SIMD3(1, 2, 3))),
    ]
    for (path, attitude) in expected {
      let message = try AttitudeEphemerisMessage.parse(FuzzSeeds.text(path), file: path)
      #expect(message.segments[0].states[0].attitude == attitude, "\(path)")
      for text in [message.keyValueText(), message.xmlText()] {
        #expect(try AttitudeEphemerisMessage.parse(text, file: path) == message, "\(path)")
      }
    }
  }

  @Test func readsComprehensiveMessages() throws {
    let message = try OrbitComprehensiveMessage.parse(
      FuzzSeeds.text("ocm-kvn/whole.ocm"), file: "a")
    let states = message.trajectories[0].states
    #expect(states.count == 2)
    #expect(states[1].epoch - states[0].epoch == 60)
    #expect(states[1].position == SIMD3(6_799_000, 456_000, 0))
    #expect(message.spacecraft.mass == 1000)
    #expect(message.spacecraft.dragArea == 10)
    #expect(message.maneuvers[0].lines == [["60", "10", "0", "0.001", "0"]])
    #expect(message.perturbations?["GM"] == "398600.4415")
    for text in [message.keyValueText(), message.xmlText()] {
      let again = try OrbitComprehensiveMessage.parse(text, file: "b")
      #expect(again.trajectories[0].lines == message.trajectories[0].lines)
      #expect(again.maneuvers[0].lines == message.maneuvers[0].lines)
      #expect(again.userDefined == message.userDefined)
    }
  }

  /// A seed, what stands in it, what it becomes, and a word of the error.
  @Test(
    arguments: [
      ("cdm-kvn/plain.cdm", "OBJECT2", "OBJECT1", "OBJECT1 and then OBJECT2"),
      ("cdm-kvn/plain.cdm", "TCA = 2022-03-11", "TCA = 2022-02-30", "TCA"),
      ("cdm-kvn/plain.cdm", "715 [m]", "715 [km]", "unit 'km'"),
      ("cdm-kvn/plain.cdm", "715 [m]", "-715", "negative"),
      ("cdm-kvn/plain.cdm", "715 [m]", "NaN", "not a number"),
      ("cdm-kvn/plain.cdm", "CR_R = 1", "CR_R = -1", "variance"),
      ("cdm-kvn/plain.cdm", "CNDOT_NDOT = 1\n", "", "CNDOT_NDOT is missing"),
      ("cdm-kvn/plain.cdm", "4.8E-05", "1.5", "0 to 1"),
      ("cdm-kvn/plain.cdm", "X = 6800.0", "X = 1e95", "below 1e90"),
      ("aem-kvn/quaternion.aem", "1 0 0 0", "1 1 0 0", "length"),
      ("aem-kvn/quaternion.aem", "1 0 0 0", "1 0 0", "columns"),
      ("aem-kvn/quaternion.aem", "= FIRST", "= THIRD", "FIRST, LAST"),
      ("aem-kvn/euler.aem", "= 321", "= 331", "EULER_ROT_SEQ"),
      ("aem-kvn/euler.aem", "EULER_ANGLE/RATE", "EULER_ANGLE/ANGVEL", "attitude type"),
      ("aem-xml/euler.xml", "\"Z_ANGLE\"", "\"X_ANGLE\"", "EULER_ROT_SEQ"),
      ("aem-xml/quaternion.xml", ">QUATERNION<", ">SPIN<", "not of the type"),
      ("ocm-kvn/whole.ocm", "0.0 6800 0 0 0 7.6 0", "0.0 6800 0 0 0 7.6", "columns"),
      ("ocm-kvn/whole.ocm", "0.0 6800 0 0 0 7.6 0", "90.0 6800 0 0 0 7.6 0", "back in time"),
      ("ocm-kvn/whole.ocm", "TIME_RELATIVE,", "", "starts without a time"),
      ("ocm-kvn/whole.ocm", "0.001 0", "0.001 x", "not a number"),
      ("ocm-kvn/whole.ocm", "LTM", "XYZ", "LTM, UTM"),
      ("ocm-kvn/whole.ocm", "PERT_STOP", "OD_STOP", "not started"),
      ("ocm-kvn/whole.ocm", "WET_MASS", "WET_MAS", "did you mean 'WET_MASS'"),
      ("opm-kvn/whole.opm", "6800.0 [km]", "6800.0 [m]", "unit 'm'"),
      ("opm-xml/whole.xml", "<X>", "<XX>", "'XX' is not known"),
      ("opm-xml/whole.xml", "parameter=\"A\"", "parameter=\"@\"", "user-defined value is '@'"),
      ("omm-xml/sgp4.xml", "parameter=\"A\"", "parameter=\"A=B\"", "user-defined value is 'A=B'"),
      ("omm-kvn/sgp4.omm", "MEAN_MOTION = 15.5\n", "", "neither"),
      ("omm-kvn/sgp4.omm", "ECCENTRICITY = 0.0005", "ECCENTRICITY = -1", "negative"),
    ] as [(String, String, String, String)])
  func refuses(_ path: String, _ good: String, _ bad: String, _ word: String) throws {
    var text = try FuzzSeeds.text(path)
    let place = try #require(text.range(of: good))
    text.replaceSubrange(place, with: bad)
    let errors = #expect(throws: InputErrors.self) {
      try StandardDocument.parse(text, file: "a")
    }
    #expect(errors?.description.contains(word) == true, "\(errors?.description ?? "")")
    #expect(errors?.errors.first.map { $0.line >= 1 } == true)
  }

  @Test func writesOrbitParameters() throws {
    for path in ["opm-kvn/whole.opm", "opm-kvn/small.opm", "opm-xml/whole.xml"] {
      let message = try OrbitParameterMessage.parse(FuzzSeeds.text(path), file: path)
      for text in [message.keyValueText(), message.xmlText()] {
        #expect(try OrbitParameterMessage.parse(text, file: path) == message, "\(path)")
      }
    }
  }

  @Test func drawsEphemeridesForCesium() throws {
    let text = try FuzzSeeds.text("oem-kvn/plain.oem")
    let czml = try JSONValue.parse(
      StandardDocument.converted(text, file: "a.oem", to: .czml), file: "a.czml")
    #expect(czml.items[0]["id"]?.text == "document")
    let position = try #require(czml.items[1]["position"])
    #expect(position["referenceFrame"]?.text == "INERTIAL")
    #expect(position["interpolationAlgorithm"]?.text == "LAGRANGE")
    #expect(position["interpolationDegree"]?.double == 1)
    #expect(position["epoch"]?.text == "2022-03-11T00:00:00.000Z")
    #expect(
      position["cartesian"]?.items.compactMap(\.double)
        == [0, 6_800_000, 0, 0, 60, 6_799_000, 456_000, -1.5])
    let fixed = text.replacingOccurrences(of: "GCRF", with: "ITRF2014")
    #expect(
      try StandardDocument.converted(fixed, file: "a", to: .czml).contains("\"FIXED\""))
    for frame in ["TEME", "TOD", "MARS"] {
      let other = text.replacingOccurrences(of: "GCRF", with: frame)
      #expect(throws: InputErrors.self) {
        try StandardDocument.converted(other, file: "a", to: .czml)
      }
    }
  }

  /// Dates of a time system that a message alone does not turn into instants go from form to form as
  /// they are, and several messages of one kind stay several.
  @Test func convertsWithoutInstantsAndSeveralMessages() throws {
    let text = try FuzzSeeds.text("oem-kvn/plain.oem")
      .replacing("TIME_SYSTEM = UTC", with: "TIME_SYSTEM = UT1")
    #expect(throws: InputErrors.self) { try OrbitEphemerisMessage.parse(text, file: "a") }
    let xml = try StandardDocument.converted(text, file: "a", to: .xml)
    #expect(xml.contains("<TIME_SYSTEM>UT1</TIME_SYSTEM>"))
    #expect(try StandardDocument.converted(xml, file: "a", to: .keyValues).contains("= UT1\n"))
    let wrong = text.replacing("START_TIME", with: "STARTED_TIME")
    #expect(throws: InputErrors.self) {
      try StandardDocument.converted(wrong, file: "a", to: .xml)
    }
    let twice = try StandardDocument.converted(text + text, file: "a", to: .xml)
    #expect(twice.contains("<ndm>") && twice.split(separator: "<oem ").count == 3)
    let back = try StandardDocument.converted(twice, file: "a", to: .keyValues)
    #expect(back.split(separator: "CCSDS_OEM_VERS").count == 2)
  }

  @Test func refusesConversionsWithoutSense() throws {
    let orbit = try FuzzSeeds.text("oem-kvn/plain.oem")
    for (text, form) in [
      (orbit, StandardForm.elementSets), (try FuzzSeeds.text("opm-kvn/small.opm"), .czml),
      ("hello", .xml), ("", .xml), ("# nothing\n", .keyValues),
    ] {
      let errors = #expect(throws: InputErrors.self) {
        try StandardDocument.converted(text, file: "a", to: form)
      }
      #expect(errors?.errors.first?.line == 1)
    }
  }
}
