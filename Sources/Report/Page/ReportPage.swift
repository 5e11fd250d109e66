import Exchange
import Figures
import Mission

/// The page that a run ends with: what became of each piece, for a person to read.
///
/// One self-contained file of XHTML in UTF-8: nothing is fetched, and what JavaScript adds (a switch
/// for dark paper) is not needed. Every number is one of the result's document; the page rounds and
/// never recomputes. The same result gives the same bytes.
///
///     let page = ReportPage(result, standards: standards, credibility: credibility,
///       version: "outpost 0.1.0")
///     try writeAtomically(Data(page.html.utf8), to: folder.appending(path: "report.html"))
public struct ReportPage: Sendable {
  /// The text of the page.
  public let html: String

  /// Writes the page.
  ///
  /// - Parameters:
  ///   - result: of the flight that it is about.
  ///   - standards: the figures that the run rested on, whose limits the plots show.
  ///   - credibility: how the models were checked.
  ///   - version: of the programme, to name it to who wants to run the scenario again.
  public init(
    _ result: MissionResult, standards: Standards, credibility: Credibility, version: String
  ) {
    let findings = Findings(result, standards, credibility, version: version)
    html = Self.page(findings).text
  }

  private static func page(_ findings: Findings) -> Markup {
    let title = findings.document.at("scenario.name").text ?? ""
    let columns = (findings.separates ? [findings.before] : []) + findings.pieces
    let sections = [
      StationSection(findings: findings).markup, NumbersSection(findings: findings).markup,
      DistanceSection(findings: findings).markup, PlotsSection(findings: findings).markup,
      TiesSection(findings: findings).markup, EventsSection(findings: findings).markup,
      ExpectationsSection(findings: findings).markup, EvidenceSection(findings: findings).markup,
    ]
    return """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="generator" content="\(findings.version)"/>
      <title>\(title) – Outpost</title>
      <style>
      \(Markup(trusted: StyleSheet.css))
      \(Markup(trusted: PageStyle.css))
      </style>
      </head>
      <body>
      \(PageStyle.icons)
      <a class="skip" href="#answer">To the answer</a>
      \(navigation(findings))
      <main>
      \(HeadlineSection(findings: findings).markup)
      \(sections.joined())
      \(EvidenceMark(findings: findings, columns: columns).entries)
      </main>
      <footer><p>Computed by \(findings.version), an open digital twin of modular space stations. It is no forecast of what will happen; every answer holds for the scenario and the figures named above.</p></footer>
      <script>\(Markup(trusted: PageStyle.script))</script>
      </body>
      </html>

      """
  }

  private static func navigation(_ findings: Findings) -> Markup {
    var links = [("answer", "Answer"), ("station", "Station"), ("numbers", "Numbers")]
    if findings.separates { links.append(("distance", "Distance")) }
    links += [
      ("time", "Over time"), ("ties", findings.separates ? "Ties" : "Graph"), ("events", "Events"),
    ]
    if !findings.document.at("expectations").items.isEmpty {
      links.append(("expectations", "Expectations"))
    }
    links.append(("evidence", "Evidence"))
    let items = links.map { "<li><a href=\"#\($0.0)\">\($0.1)</a></li>" as Markup }.joined()
    return
      "<nav aria-label=\"Parts of this page\"><span class=\"brand\">Outpost</span><ul>\(items)</ul><button id=\"theme\" type=\"button\" hidden=\"hidden\">Dark</button></nav>"
  }
}
