/// The style sheet of all figures.
///
/// Every colour is a custom property (`--fig-paper`, `--fig-1`, `--fig-1-text`, `--fig-1-tint`, …),
/// so that a page may set its own: `.fig { --fig-paper: #fafafa }`. Dark paper comes with the
/// reader's preference on a screen, or with `data-theme="dark"` on the root of the page, which like
/// `data-theme="light"` overrules the preference. Print is light.
public enum StyleSheet {
  /// The rules, for one `<style>` element.
  public static let css: String = {
    let light = variables { $0.light } + grounds { $0.light }
    let dark = variables { $0.dark } + grounds { $0.dark }
    return """
      .fig{\(light)
      font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
      font-size:12px;font-variant-numeric:tabular-nums;
      background:var(--fig-paper);max-width:100%;height:auto;display:block;overflow:visible}
      @media screen and (prefers-color-scheme:dark){.fig{\(dark)}}
      @media screen{:root[data-theme=light] .fig{\(light)}
      :root[data-theme=dark] .fig{\(dark)}}
      .fig text{fill:var(--fig-k-text)}
      .fig .ti{font-size:17px;font-weight:650}
      .fig .su{font-size:13px;fill:var(--fig-m-text)}
      .fig .ax{font-size:11px;fill:var(--fig-m-text)}
      .fig .tick{font-size:10px}.fig .ev{font-size:11px}.fig .cut{font-size:13px;font-weight:700}
      .fig .la{font-weight:600}
      .fig .e{text-anchor:end}.fig .mi{text-anchor:middle}
      .fig .ha{paint-order:stroke;stroke:var(--fig-paper);stroke-width:3.5px;stroke-linejoin:round}
      .fig .g{stroke:var(--fig-grid);fill:none}.fig .b{fill:var(--fig-band)}
      .fig .a{stroke:var(--fig-axis);fill:none}.fig .p{fill:var(--fig-paper)}
      .fig .cutline{stroke:var(--fig-paper)}.fig .n{stroke-linejoin:round;stroke-linecap:round;fill:none}
      \(Tone.all.map(rules).joined(separator: "\n"))
      """
  }()

  /// The classes of one tone: `s` strokes, `f` fills, `t` fills a surface, `x` writes.
  private static func rules(_ tone: Tone) -> String {
    let code = tone.code
    return ".fig .s\(code){stroke:var(--fig-\(code))}.fig .f\(code){fill:var(--fig-\(code))}"
      + ".fig .t\(code){fill:var(--fig-\(code)-tint)}.fig .u\(code){stroke:var(--fig-\(code)-tint)}"
      + ".fig text.x\(code),.fig .x\(code){fill:var(--fig-\(code)-text)}"
  }

  private static func variables(_ shade: (Palette.Entry) -> Palette.Shade) -> String {
    Tone.all.map { tone in
      let (name, shade) = ("--fig-\(tone.code)", shade(tone.colours))
      return "\(name):\(shade.line);\(name)-text:\(shade.text);\(name)-tint:\(shade.tint);"
    }.joined()
  }

  private static func grounds(
    _ colour: ((name: String, light: String, dark: String)) -> String
  ) -> String {
    Palette.grounds.map { "--fig-\($0.name):\(colour($0));" }.joined()
  }
}
