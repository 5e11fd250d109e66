import Exchange

/// The keys of a file of claims, mapping by mapping; what `outpost claims --schema` prints.
public enum ClaimsFileFields {
  static let top = [
    FileField("claims", "mapping", "id and name", required: true),
    FileField("station", "path", "the station file, from this file's folder", required: true),
    FileField("at", "date", "the date that the claims are about, in UTC", required: true),
    FileField("sources", "mapping key: {title, address}", "the sources that this file names"),
    FileField("cuts", "list", "cuts that checks speak of, each flown once"),
    FileField("facts", "list", "what happened or was measured"),
    FileField("statements", "list", "the claims", required: true),
  ]
  static let identity = FileField.identity
  static let cut = [
    FileField("id", "id", "for checks", required: true),
    FileField("joints", "list of joints", "opened together", required: true),
    FileField("for", "time", "how long the pieces are flown; default 6 h"),
    FileField("at", "date", "default: the file's"),
  ]
  static let fact = [
    FileField("id", "id", "for checks", required: true),
    FileField("value", "number", "one of value, date, text"),
    FileField("unit", "text", "of the value"),
    FileField("date", "date", "in UTC"),
    FileField("text", "text", "what was said or written"),
    FileField("source", "key or list of keys", "where it is from", required: true),
    FileField("confidence", "high, medium or low", "how sure it is", required: true),
  ]
  static let statement = [
    FileField("id", "id", "of the claim", required: true),
    FileField("says", "text", "the claim", required: true),
    FileField("said", "text or list", "who said it: keys of sources, or words", required: true),
    FileField("about", "station, physics or history", "what decides it", required: true),
    FileField("checks", "list", "it holds if all of them hold"),
    FileField("cannotTell", "text", "why no check decides it"),
    FileField("note", "text", "what else a reader should know"),
  ]

  /// The mappings of the file, each with its keys.
  public static let sections: [FileSection] = [
    ("file", top), ("claims", identity), ("sources.KEY", FileField.source),
    ("cuts[]", cut), ("facts[]", fact), ("statements[]", statement),
    ("statements[].checks[]", ScenarioFileFields.check),
  ]
}
