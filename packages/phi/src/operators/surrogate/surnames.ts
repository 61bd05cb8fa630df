/**
 * Common surnames of the United States, put together by hand for this project from what everybody knows (the Census Bureau
 * publishes them all, as a work of the government, free of rights). None is also a common given name.
 */
export const SURNAMES: readonly string[] = `
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
moore jackson perez thompson white harris sanchez clark ramirez lewis robinson walker young king wright torres nguyen
hill flores green adams baker hall rivera campbell carter roberts gomez phillips evans turner diaz parker cruz edwards
collins reyes stewart morales murphy cook rogers gutierrez ortiz cooper peterson reed howell bell kowalski ward
richardson watson brooks chavez wood bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long
ross foster jimenez powell jenkins perry sullivan fisher henderson coleman simmons patterson reynolds hamilton wallace
woods cole west owens hunter hicks romero ferguson knight elliott dunn bradford stephens payne pierce willis daniels
palmer mills nichols ford crawford boyd vasquez castro holmes rice robertson black daly stone salazar fox mendez shaw
gardner warner dixon munoz hunt hansen schmidt weber hoffman schneider keller becker wagner vogel lang pratt finch
barker cross webb lane burke harper carpenter weaver greene lawson chapman holt lambert fletcher watts bates hale
rhodes pena beck newman haynes mendel bush vaughn parks dawson santiago norris hardy love steele curry powers schultz
barnes guzman page munson ball soto doyle goodwin maldonado higgins bowman fuller lynch dean gilliam garza harvey
burton porter sharp bryant griffin chambers marsh hodges potter farmer delgado moss blair swanson brady buckley pope
nash hampton kirk larkin merritt monroe navarro oneal osborne padilla pacheco pearson quick ramsey randall rios rowe
sandoval sawyer shelton sherman snyder sparks sutton tate thornton townsend tucker underwood valdez vega wade walsh
walters watkins whitaker wilkins winters wolfe yates york zimmerman abbott ashworth barlow bishop blackwell caldwell
chandler chapin clayton cobb conner conway dalton dodson drake eaton ellison everett farrell fields fleming forbes
frazier frost gibbons gibbs gilmore glover godfrey goldberg gould granger hancock hardin hartley hatfield hensley
hewitt hinton hobbs hopkins horton huff hurst ingram jacobs jarvis jennings kaufman kemp kessler klein kline lambeth
langley larsen leonhardt lindsey lockhart lowery maddox manning marks mathis maxwell mayer meyer middleton moody
mullins myrick nixon oconnor olsen osborn parrish payton petersen pittman poole pruitt rollins savage schroeder
simpson sinclair skinner stafford steinberg stokes strickland swift terrell tyson vance vinson walton
`
  .trim()
  .split(/\s/);
