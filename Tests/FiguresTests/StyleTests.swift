import Figures
import Testing

@Suite struct StyleTests {
  /// Relative luminance (WCAG 2.2).
  private func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let weights = [(16, 0.2126), (8, 0.7152), (0, 0.0722)]
    return weights.reduce(0) { sum, part in
      let share = Double(value >> part.0 & 255) / 255
      // The square of the sRGB curve's power of 2.4 is near enough to a root for a bound.
      let linear = share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055)
      return sum + part.1 * linear
    }
  }

  /// `x` to the power of 2.4: the fifth root of x¹² by Newton's steps.
  private func power(_ x: Double) -> Double {
    let wanted = (0..<12).reduce(1.0) { product, _ in product * x }
    var root = x * x
    for _ in 0..<60 {
      root -= (root * root * root * root * root - wanted) / (5 * root * root * root * root)
    }
    return root
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  @Test func writingCanBeReadOnPaperAndTint() {
    #expect(abs(contrast("#000000", "#ffffff") - 21) < 1e-9)
    let tones: [Tone] = [.whole, .ink, .muted, .warning] + (1...6).map { .piece($0) }
    for tone in tones {
      let (light, dark) = (tone.colours.light, tone.colours.dark)
      for (shade, paper) in [(light, "#ffffff"), (dark, "#14191f")] {
        #expect(StyleSheet.css.contains("--fig-paper:\(paper);"))
        #expect(contrast(shade.text, paper) >= 4.5, "\(tone)")
        #expect(contrast(shade.text, shade.tint) >= 4.5, "\(tone)")
        #expect(contrast(shade.line, paper) >= 2.5, "\(tone)")
      }
    }
  }

  @Test func piecesBeyondTheSixthBeginAgain() {
    #expect(Tone.piece(7).colours == Tone.piece(1).colours)
    #expect(Tone.piece(0).colours == Tone.piece(6).colours)
    #expect(Tone.piece(-Int.max).colours == Tone.piece(-Int.max % 6 + 6).colours)
  }

  @Test func theSheetTravelsInAFileOnly() {
    let chart = LineChart("t", horizontal: .elapsed(since: ""), vertical: ValueAxis("", unit: ""))
    #expect(chart.svg(.asFile).contains(StyleSheet.css))
    #expect(!chart.svg(.inPage).contains("<style>"))
    // Nothing is fetched from elsewhere, and nothing has an id that two figures could share.
    let text = chart.svg().replacing("http://www.w3.org/2000/svg", with: "")
    #expect(!text.contains("http") && !text.contains("url(") && !text.contains(" id="))
  }
}
