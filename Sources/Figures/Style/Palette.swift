/// The colours of the figures, on light and on dark paper.
///
/// The pieces follow the set of Okabe and Ito, *Color Universal Design* (2008), which people with
/// any kind of colour vision tell apart: blue first and orange second, because that pair is the
/// safest. A cut is crimson and has a form of its own besides. Writing keeps a contrast of 4.5:1 to
/// the paper and to the tint of its tone (WCAG 2.2, 1.4.3), lines 2.5:1; no line is told from
/// another by its colour alone, as each has its name at its end.
public enum Palette {
  /// A colour for each use, as `#rrggbb`.
  public struct Shade: Sendable, Hashable {
    /// Lines and solid marks.
    public let line: String
    /// Writing.
    public let text: String
    /// Surfaces.
    public let tint: String
  }

  /// The shades of one tone.
  public struct Entry: Sendable, Hashable {
    /// On light paper.
    public let light: Shade
    /// On dark paper.
    public let dark: Shade

    init(_ light: (String, String, String), _ dark: (String, String, String)) {
      self.light = Shade(line: light.0, text: light.1, tint: light.2)
      self.dark = Shade(line: dark.0, text: dark.1, tint: dark.2)
    }
  }

  /// The station as a whole.
  public static let whole = Entry(
    ("#5f6b78", "#46515d", "#dfe4e9"), ("#a3aeba", "#c3ccd6", "#39434e"))
  /// The pieces, from the first.
  public static let pieces = [
    Entry(("#0072b2", "#005c91", "#cde3f3"), ("#4da9e6", "#7cc1f0", "#1d415c")),
    Entry(("#e08a00", "#8f5400", "#fbe2b8"), ("#f2a93b", "#f5be6b", "#57431e")),
    Entry(("#009e73", "#00704f", "#c6eadb"), ("#35c49a", "#6bd6b5", "#184a3b")),
    Entry(("#b65c94", "#8f3b6f", "#f1d8e6"), ("#e08fc0", "#ebaed2", "#513247")),
    Entry(("#4aa3d4", "#1b6a96", "#dcf0fb"), ("#9bd6f7", "#b9e2fa", "#2d4a5a")),
    Entry(("#a39200", "#6b5e00", "#f1ebb9"), ("#e3d44a", "#ebe07e", "#4b461c")),
  ]
  /// Marks in the colour of writing.
  public static let ink = Entry(
    ("#1b2430", "#1b2430", "#e9edf1"), ("#e8edf2", "#e8edf2", "#2b343e"))
  /// What stands back.
  public static let muted = Entry(
    ("#98a2ad", "#5b6774", "#eef1f4"), ("#66717d", "#a7b2bd", "#222a32"))
  /// Cuts and limits.
  public static let warning = Entry(
    ("#c8102e", "#b00d27", "#f9d6db"), ("#ff6b78", "#ff8f99", "#5a262d"))

  /// Paper, thin grid, axes, and the shading of a stretch of time: on light, then on dark paper.
  static let grounds: [(name: String, light: String, dark: String)] = [
    ("paper", "#ffffff", "#14191f"), ("grid", "#e6eaee", "#29313a"),
    ("axis", "#9aa4ae", "#5c6772"), ("band", "#edf0f5", "#0a0d11"),
  ]
}
