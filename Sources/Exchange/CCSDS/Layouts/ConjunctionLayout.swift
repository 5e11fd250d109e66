extension MessageLayout {
  /// Conjunction Data Message (508.0-B; its second version as far as messages with it are about).
  static let conjunctionData = MessageLayout(
    "cdm", keys: "CCSDS_CDM_VERS!",
    parts: [
      MessageLayout(
        "header", required: true,
        keys: """
          CLASSIFICATION CREATION_DATE!:utc ORIGINATOR! MESSAGE_FOR MESSAGE_ID!
          """),
      body(
        relative,
        MessageLayout(
          "segment", repeats: true, required: true, parts: [conjunctionMetadata, conjunctionObject])
      ),
    ])

  private static let relative = MessageLayout(
    "relativeMetadataData", required: true,
    keys: """
      CONJUNCTION_ID TCA!:utc MISS_DISTANCE!:m MAHALANOBIS_DISTANCE:~1 RELATIVE_SPEED:~m/s <relativeStateVector>
      APPROACH_ANGLE:~deg START_SCREEN_PERIOD:utc STOP_SCREEN_PERIOD:utc SCREEN_TYPE
      SCREEN_VOLUME_FRAME SCREEN_VOLUME_SHAPE SCREEN_VOLUME_X:~m SCREEN_VOLUME_Y:~m
      SCREEN_VOLUME_Z:~m SCREEN_ENTRY_TIME:utc SCREEN_EXIT_TIME:utc SCREEN_PC_THRESHOLD:~1
      COLLISION_PERCENTILE COLLISION_PROBABILITY:~1 COLLISION_PROBABILITY_METHOD
      COLLISION_MAX_PROBABILITY:~1 COLLISION_MAX_PC_METHOD SEFI_COLLISION_PROBABILITY:~1
      SEFI_COLLISION_PROBABILITY_METHOD SEFI_FRAGMENTATION_MODEL PREVIOUS_MESSAGE_ID
      PREVIOUS_MESSAGE_EPOCH:utc NEXT_MESSAGE_EPOCH:utc
      """,
    // Some makers write the unit of length beside the relative velocity.
    parts: [
      MessageLayout(
        "relativeStateVector",
        keys: """
          RELATIVE_POSITION_R:~m RELATIVE_POSITION_T:~m RELATIVE_POSITION_N:~m
          RELATIVE_VELOCITY_R:~m/s|m RELATIVE_VELOCITY_T:~m/s|m RELATIVE_VELOCITY_N:~m/s|m
          """)
    ])

  private static let conjunctionMetadata = MessageLayout(
    "metadata", required: true,
    keys: """
      OBJECT!=OBJECT1|OBJECT2 OBJECT_DESIGNATOR! CATALOG_NAME! OBJECT_NAME!
      INTERNATIONAL_DESIGNATOR! OBJECT_TYPE OPERATOR_CONTACT_POSITION OPERATOR_ORGANIZATION
      OPERATOR_PHONE OPERATOR_EMAIL EPHEMERIS_NAME! ODM_MSG_LINK ADM_MSG_LINK
      OBS_BEFORE_NEXT_MESSAGE COVARIANCE_METHOD! COVARIANCE_SOURCE MANEUVERABLE! ORBIT_CENTER
      REF_FRAME! ALT_COV_TYPE ALT_COV_REF_FRAME GRAVITY_MODEL ATMOSPHERIC_MODEL
      N_BODY_PERTURBATIONS SOLAR_RAD_PRESSURE EARTH_TIDES INTRACK_THRUST
      """)

  private static let conjunctionObject = MessageLayout(
    "data", required: true,
    parts: [
      MessageLayout(
        "odParameters",
        keys: """
          TIME_LASTOB_START:utc TIME_LASTOB_END:utc RECOMMENDED_OD_SPAN:~d ACTUAL_OD_SPAN:~d
          OBS_AVAILABLE:~1 OBS_USED:~1 TRACKS_AVAILABLE:~1 TRACKS_USED:~1 RESIDUALS_ACCEPTED:~%
          WEIGHTED_RMS:~1 OD_EPOCH:utc
          """),
      MessageLayout(
        "additionalParameters",
        keys: """
          AREA_PC:~m**2 AREA_PC_MIN:~m**2 AREA_PC_MAX:~m**2 AREA_DRG:~m**2 AREA_SRP:~m**2
          OEB_PARENT_FRAME OEB_PARENT_FRAME_EPOCH:utc OEB_Q1:~1 OEB_Q2:~1 OEB_Q3:~1 OEB_QC:~1
          OEB_MAX:~m OEB_INT:~m OEB_MIN:~m AREA_ALONG_OEB_MAX:~m**2 AREA_ALONG_OEB_INT:~m**2
          AREA_ALONG_OEB_MIN:~m**2 RCS:~m**2 RCS_MIN:~m**2 RCS_MAX:~m**2 VM_ABSOLUTE:~1
          VM_APPARENT_MIN:~1 VM_APPARENT:~1 VM_APPARENT_MAX:~1 REFLECTANCE:~1 MASS:~kg HBR:~m
          CD_AREA_OVER_MASS:~m**2/kg CR_AREA_OVER_MASS:~m**2/kg THRUST_ACCELERATION:~m/s**2
          SEDR:~W/kg MIN_DV:~m/s MAX_DV:~m/s LEAD_TIME_REQD_BEFORE_TCA:~h
          APOAPSIS_ALTITUDE:~km PERIAPSIS_ALTITUDE:~km INCLINATION:~deg COV_CONFIDENCE:~1
          COV_CONFIDENCE_METHOD
          """),
      MessageLayout(
        "stateVector", required: true,
        keys: "X!:km Y!:km Z!:km X_DOT!:km/s Y_DOT!:km/s Z_DOT!:km/s"),
      MessageLayout(
        "covarianceMatrix", required: true, keys: covariance(["R", "T", "N"], isRequired: true)),
      MessageLayout(
        "covarianceMatrix", keys: covariance(["X", "Y", "Z"], isRequired: false) + " CSIG3EIGVEC3"),
      MessageLayout(
        "covarianceMatrix",
        keys: """
          DENSITY_FORECAST_UNCERTAINTY:1 CSCALE_FACTOR_MIN:1 CSCALE_FACTOR:1 CSCALE_FACTOR_MAX:1
          SCREENING_DATA_SOURCE DCP_SENSITIVITY_VECTOR_POSITION DCP_SENSITIVITY_VECTOR_VELOCITY
          """),
      MessageLayout("userDefinedParameters", userDefined: true),
    ])

  /// The 45 values over position, velocity, drag, light pressure and thrust, of which the first 21
  /// may be required.
  private static func covariance(_ axes: [String], isRequired: Bool) -> String {
    let units = ConjunctionDataMessage.covarianceUnits
    return ConjunctionDataMessage.covarianceNames(axes).enumerated()
      .map { "\($1)\(isRequired && $0 < 21 ? "!" : ""):\(units[$0])" }.joined(separator: " ")
  }
}
