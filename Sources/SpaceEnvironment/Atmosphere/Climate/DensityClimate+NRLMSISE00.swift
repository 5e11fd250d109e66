import NumericalMethods

extension DensityClimate {
  /// The climate of NRLMSISE-00, with the flux of the day and of 81 days taken as one; the density is
  /// that with anomalous oxygen, which drag feels. Asking the model takes some tenths of a second.
  public init(_ model: NRLMSISE00) {
    self.init(source: model.source) { day, places in
      // The days that the fit asks for are in the model's range.
      guard
        let conditions = try? AtmosphereConditions(
          dayOfYear: Int(day.dayOfYear), solarFlux: day.solarFlux,
          averageSolarFlux: day.solarFlux, activity: .daily(day.ap))
      else { return places.map { _ in .nan } }
      let points = places.map { place in
        // Universal time from local time and longitude, within the day.
        let hour = place.localSolarTime - place.longitude * 12 / .pi
        return AtmospherePoint(
          unchecked: place.latitude, longitude: place.longitude, altitude: place.altitude,
          secondOfDay: 3600 * (hour - 24 * (hour / 24).rounded(.down)),
          localSolarTime: place.localSolarTime)
      }
      return model.effectiveMassDensities(at: points, under: conditions)
    }
  }
}
