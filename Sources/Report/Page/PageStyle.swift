import Figures

/// What the page looks like: signs, script and style sheet.
enum PageStyle {
  /// The signs of answers; they differ in form, not in colour alone.
  static let icons: Markup = """
    <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
    <symbol id="i-yes" viewBox="0 0 22 22"><circle cx="11" cy="11" r="10" fill="var(--good)"/><path d="M6.2 11.4l3.2 3.2 6.4-7" fill="none" stroke="var(--paper)" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></symbol>
    <symbol id="i-no" viewBox="0 0 22 22"><circle cx="11" cy="11" r="10" fill="var(--bad)"/><path d="M7.2 7.2l7.6 7.6M14.8 7.2l-7.6 7.6" fill="none" stroke="var(--paper)" stroke-width="2.4" stroke-linecap="round"/></symbol>
    <symbol id="i-partly" viewBox="0 0 22 22"><circle cx="11" cy="11" r="9" fill="none" stroke="var(--part)" stroke-width="2"/><path d="M11 2a9 9 0 0 0 0 18z" fill="var(--part)"/></symbol>
    <symbol id="i-none" viewBox="0 0 22 22"><circle cx="11" cy="11" r="9" fill="none" stroke="var(--soft)" stroke-width="1.6" stroke-dasharray="3 2.4"/><path d="M7 11h8" stroke="var(--soft)" stroke-width="2" stroke-linecap="round"/></symbol>
    </defs></svg>
    """

  /// A switch between light and dark paper, shown only where scripts run.
  static let script = """
    (function(){var b=document.getElementById('theme'),r=document.documentElement,
    q=window.matchMedia('(prefers-color-scheme: dark)');
    function dark(){return r.dataset.theme?r.dataset.theme==='dark':q.matches}
    function show(){b.textContent=dark()?'Light':'Dark';b.setAttribute('aria-label','Switch to '+(dark()?'light':'dark')+' paper')}
    b.hidden=false;b.onclick=function(){r.dataset.theme=dark()?'light':'dark';show()};q.onchange=show;show()})()
    """

  private static let light =
    colours { $0.light } + """
      --paper:#fff;--wash:#f6f7f9;--ink:#16202b;--text:#27323e;--soft:#5b6774;--line:#dfe4e9;
      --good:#1b7a4b;--bad:#b00d27;--part:#9a5b00;--link:#005c91;
      """
  private static let dark =
    colours { $0.dark } + """
      --paper:#14191f;--wash:#1b222a;--ink:#f0f3f6;--text:#d5dce3;--soft:#a7b2bd;--line:#303a44;
      --good:#4cc28a;--bad:#ff8f99;--part:#f0b14d;--link:#7cc1f0;
      """

  static let css = """
    :root{\(light)color-scheme:light}
    @media screen and (prefers-color-scheme:dark){:root{\(dark)color-scheme:dark}}
    @media screen{:root[data-theme=light]{\(light)color-scheme:light}
    :root[data-theme=dark]{\(dark)color-scheme:dark}}
    \(tones)
    *{box-sizing:border-box}
    html{scroll-padding-top:56px;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--text);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    main,footer{max-width:1128px;margin:0 auto;padding:0 24px}
    a{color:var(--link);text-underline-offset:2px}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    h1,h2,h3{color:var(--ink);line-height:1.18;text-wrap:balance}
    h1,.cards h2,section h2{font-family:"Iowan Old Style","Palatino Linotype",Palatino,Charter,"Source Serif 4",Georgia,"DejaVu Serif",serif;letter-spacing:-.01em}
    h1{font-size:clamp(32px,5vw,54px);font-weight:700;margin:.1em 0 .35em}
    section{margin:56px 0;padding-top:14px;border-top:3px solid var(--ink)}
    section h2{font-size:28px;margin:0 0 10px}
    h3{font-size:17px;margin:0 0 6px}
    p{margin:0 0 10px}.intro,.about{max-width:72ch}.about{color:var(--soft)}
    code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
    bdi{overflow-wrap:anywhere}
    .eyebrow{font-size:13px;color:var(--soft);margin:0 0 6px;font-weight:600}
    .lead{font-size:clamp(18px,2vw,21px);line-height:1.5;max-width:62ch;color:var(--ink)}
    .note{font-size:13.5px;color:var(--soft)}
    .bad{color:var(--bad)}
    .skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;z-index:9;background:var(--paper);padding:8px}
    nav{position:sticky;top:0;z-index:5;background:var(--paper);border-bottom:1px solid var(--line);display:flex;align-items:center;gap:20px;padding:0 max(24px,calc((100vw - 1080px)/2));height:46px;font-size:14px}
    nav ul{display:flex;gap:18px;list-style:none;margin:0;padding:0;overflow-x:auto;flex:1;scrollbar-width:none}
    nav a{text-decoration:none;color:var(--text);white-space:nowrap}nav a:hover{text-decoration:underline}
    .brand{font-weight:750;color:var(--ink)}
    nav button{font:inherit;color:var(--text);background:none;border:1px solid var(--line);border-radius:99px;padding:3px 12px;cursor:pointer}
    .top{padding-top:44px;max-width:880px}
    .cards{border:0;margin:28px 0 20px;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:24px}
    .card{container-type:inline-size;background:var(--wash);border-top:6px solid var(--tone);padding:18px 22px 14px;border-radius:0 0 6px 6px}
    .card .eyebrow{color:var(--tone-text)}.card h2{font-size:24px;margin:0 0 6px}
    .facts{font-size:14px;color:var(--soft)}.facts strong{color:var(--ink)}
    .answers,.expectations{list-style:none;margin:14px 0;padding:0}
    .answers li{display:flex;gap:10px;padding:7px 0;border-top:1px solid var(--line);font-size:15px;line-height:1.4}
    .answers svg,.expectations svg,.held svg{flex:none;margin-top:1px}
    .answers b{font-weight:500;color:var(--soft)}.answers em,.expectations em{font-style:normal;font-weight:700;margin-left:.5em}
    .answers span{display:block;font-size:14px}
    .is-yes em{color:var(--good)}.is-no em{color:var(--bad)}.is-partly em{color:var(--part)}.is-none em{color:var(--soft);font-weight:500}
    .held{display:flex;gap:10px;align-items:center;font-weight:600}.held a{color:var(--ink)}
    .fold{border-top:1px solid var(--line);padding:8px 0}.fold summary{cursor:pointer;font-size:14.5px;font-weight:600;color:var(--ink)}
    .fold p{margin:8px 0;font-size:14.5px}
    .limits{list-style:none;margin:8px 0 0;padding:0;font-size:14px}
    .limits li{display:grid;grid-template-columns:136px 1fr;gap:10px;padding:4px 0}
    .limits time{color:var(--ink);font-variant-numeric:tabular-nums}
    @container (max-width:360px){.limits li{grid-template-columns:1fr;gap:0}}
    .chip{display:inline-block;font-size:13px;font-weight:650;color:var(--tone-text);background:var(--tone-tint);border-radius:99px;padding:1px 10px;white-space:nowrap}
    .grid{display:grid;grid-template-columns:1fr 1fr;gap:28px 32px;align-items:start}.grid.one{grid-template-columns:1fr}
    .plot{margin:22px 0 8px;min-width:0}.grid .plot{margin:0}.plot figcaption{margin-bottom:8px}
    .plot figcaption p{margin:0;font-size:14px;color:var(--soft)}
    .narrow{display:none}.keep{min-width:900px}
    .scroll{overflow-x:auto;-webkit-overflow-scrolling:touch;background:linear-gradient(to right,var(--paper) 40%,transparent) left/36px 100% local no-repeat,linear-gradient(to left,var(--paper) 40%,transparent) right/36px 100% local no-repeat,linear-gradient(to right,var(--line),transparent) left/14px 100% scroll no-repeat,linear-gradient(to left,var(--line),transparent) right/14px 100% scroll no-repeat}
    .hint{display:none;margin:0 0 4px;font-size:13px;color:var(--soft)}
    table{border-collapse:collapse;width:100%;font-size:14.5px;line-height:1.4;font-variant-numeric:tabular-nums}
    th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);font-weight:400}
    thead th{font-size:13px;font-weight:650;color:var(--ink);border-bottom:2px solid var(--ink);vertical-align:bottom}
    .num{text-align:right;white-space:nowrap}td.num{color:var(--ink)}td.num.bad{color:var(--bad);font-weight:650}
    .numbers tbody th{min-width:215px}td.num.list{white-space:normal;font-size:13px;min-width:112px;overflow-wrap:anywhere}td.none,td.open{color:var(--soft)}td.num.none{white-space:normal;font-size:13.5px}td.open{text-align:center;font-style:italic;font-size:13.5px}
    .numbers thead th.num{color:var(--tone-text);border-bottom-color:var(--tone);min-width:104px}
    .numbers .sub{display:block;font-weight:400;font-size:12px;color:var(--soft);max-width:112px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;margin-left:auto}
    .numbers .group th{font-weight:700;color:var(--ink);padding-top:18px;border-bottom:1px solid var(--soft)}
    .numbers tbody tr:not(.group):hover{background:var(--wash)}
    .numbers .u{display:none}.pairs th[scope=row]{white-space:nowrap}.pairs thead .num{white-space:normal;min-width:74px}.events td:nth-child(3){min-width:160px}.pairs td:nth-child(6){min-width:104px}.pairs td:nth-child(7){min-width:200px}.numbers td.unit{color:var(--soft);white-space:nowrap}.numbers .ev{padding:4px 0 2px 12px;width:1%}
    .mark{font:inherit;font-size:12.5px;color:var(--soft);background:none;border:1px solid transparent;border-radius:99px;padding:1px 8px;cursor:pointer;white-space:nowrap;display:flex;gap:7px;align-items:center}
    .mark:hover{border-color:var(--line);color:var(--link)}
    .mark span:last-child{max-width:170px;overflow:hidden;text-overflow:ellipsis}
    .pips{display:inline-flex;gap:2px;vertical-align:middle}.pips i,.level i{width:7px;height:7px;border-radius:50%;border:1px solid var(--soft)}
    .pips i.on{background:var(--soft)}
    .level{display:inline-flex;gap:3px;align-items:center;white-space:nowrap}.level i{width:12px;height:9px;border-radius:2px}.level i.on{background:var(--ink);border-color:var(--ink)}
    .level b{margin-left:4px;color:var(--ink)}.level .of{font-weight:400;color:var(--soft);font-size:12px}
    .entry{border:1px solid var(--line);border-radius:8px;background:var(--paper);color:var(--text);max-width:min(560px,92vw);max-height:80vh;overflow:auto;padding:18px 22px;box-shadow:0 12px 40px rgba(0,0,0,.28);font-size:14.5px}
    .entry::backdrop{background:rgba(10,14,20,.35)}
    .entry:not(:popover-open){display:none}
    dl{margin:0 0 12px}dt{font-weight:650;color:var(--ink);margin-top:8px;font-size:14px}dd{margin:0 0 0;font-size:14.5px}
    .flown{display:grid;grid-template-columns:136px 1fr;gap:5px 14px}.flown dt{margin:0;font-weight:500;color:var(--soft)}
    .ties{list-style:none;margin:0;padding:0;font-size:15px}.ties li{display:grid;grid-template-columns:86px 1fr;gap:10px;padding:6px 0;border-top:1px solid var(--line)}
    .kind{font-size:13px;color:var(--soft);padding-top:1px}.refs,.refs a,.ref{font-size:12px;color:var(--soft)}
    .events td:first-child{white-space:nowrap}#h-burns,.models+*,dl+h3,div+h3,.scroll+.grid{margin-top:24px}
    .events tr.grave td{background:var(--wash)}.events tr.grave b{color:var(--bad)}
    .expectations li{display:flex;gap:12px;padding:9px 0;border-top:1px solid var(--line)}.expectations p{margin:0}
    .models{min-width:860px;font-size:14px}.models col:nth-child(2){width:32%}.models col:nth-child(3),.models col:nth-child(4){width:20%}.models col:nth-child(5){width:16%}.models th[scope=row]{font-weight:650;color:var(--ink);min-width:130px}.models .note{margin:4px 0 0}.models td{min-width:150px}
    .checks code{font-size:12px;color:var(--soft)}
    .plain{padding-left:18px;margin:0;font-size:14.5px}.plain li{margin:0 0 6px}
    .sources{columns:2;column-gap:32px;font-size:13.5px;padding-left:30px}.sources li{break-inside:avoid;margin:0 0 4px}.sources code{color:var(--soft)}
    li:target,tr:target{background:var(--wash);outline:2px solid var(--link)}
    footer{padding-top:20px;padding-bottom:48px;font-size:13.5px;color:var(--soft);border-top:1px solid var(--line)}
    @media (max-width:760px){main,footer{padding:0 17px}nav{padding:0 17px;gap:14px}.grid{grid-template-columns:minmax(0,1fr)}
    section{margin:40px 0}section h2{font-size:24px}.top{padding-top:26px}.sources{columns:1}.card{padding:14px 17px}
    .wide{display:none}.narrow{display:block}.limits li{grid-template-columns:132px 1fr}.numbers tbody th[scope=row]{min-width:128px;max-width:150px;position:sticky;left:0;background:var(--paper)}.numbers thead th.num{min-width:84px}.numbers .unit{display:none}.numbers .u{display:inline;color:var(--soft)}.mark span:last-child{display:none}.flown{grid-template-columns:1fr}.flown dt{margin-top:4px}
    .hint{display:block}.numbers{font-size:13px}.numbers th,.numbers td{padding:5px 7px 5px 0}.numbers tbody th[scope=row]{min-width:112px;max-width:124px;overflow-wrap:anywhere}.numbers thead th.num{min-width:62px}td.num.list,td.num.none{min-width:0;font-size:11.5px}.numbers .sub{max-width:62px}
    .pairs,.pairs tbody,.pairs tr,.pairs th,.events,.events tbody,.events tr{display:block}.pairs thead,.events thead{display:none}.pairs tr{margin-bottom:14px}.pairs th[scope=row]{font-weight:650;color:var(--ink)}.pairs td,.pairs td.num{display:flex;justify-content:space-between;gap:14px;text-align:right;padding-right:0}.pairs td::before{content:attr(data-label);color:var(--soft);text-align:left;white-space:nowrap}
    .events tr{display:flex;flex-wrap:wrap;gap:2px 12px;padding:6px 0;border-bottom:1px solid var(--line)}.events td,.events td:nth-child(3){border:0;padding:0;min-width:0}.events td:last-child{flex-basis:100%}.events tr.grave{background:var(--wash)}}
    @media print{nav,.mark,.skip,.entry{display:none}.scroll{overflow:visible}.keep,.models{min-width:0}section{break-inside:auto;margin:28px 0}
    .plot,.card,tr{break-inside:avoid}body{font-size:11pt}.numbers .ev{display:none}}
    """

  /// The names of the tones with their colours: the whole, then the pieces.
  private static let entries =
    [("w", Palette.whole)] + Palette.pieces.enumerated().map { ("\($0 + 1)", $1) }

  private static func colours(_ shade: (Palette.Entry) -> Palette.Shade) -> String {
    entries.map { code, entry in
      let shade = shade(entry)
      return "--p\(code):\(shade.line);--p\(code)-text:\(shade.text);--p\(code)-tint:\(shade.tint);"
    }.joined()
  }

  /// The classes that carry the colours of a piece.
  private static let tones = entries.map { code, _ in
    ".tone-\(code){--tone:var(--p\(code));--tone-text:var(--p\(code)-text);"
      + "--tone-tint:var(--p\(code)-tint)}"
  }.joined()
}
