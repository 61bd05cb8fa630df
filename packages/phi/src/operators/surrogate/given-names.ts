/**
 * Common given names of the United States, in no order that means anything: put together by hand for this project from what
 * everybody knows (the Social Security Administration publishes them all, as a work of the government, free of rights). They
 * tell the gender of a name, and stand in for one.
 */
export const FEMALE_NAMES: readonly string[] = `
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy
angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine
maria heather diane ruth julie olivia joyce virginia victoria lauren christina joan evelyn judith megan andrea cheryl
hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia
grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis
lori audrey bonnie claire clara cora daisy edith eleanor ella ellen elsie erica erin esther eva fiona florence gail
georgia geraldine gina ginger hazel heidi hilda holly ida inez irene iris isabel ivy jane jasmine jenna jill joanna
josephine june kara katrina kelsey kristen leah lena lillian lily loretta lucia lucille lucy lydia mabel marjorie
marlene maureen mildred miranda miriam molly monica muriel nadia naomi nina nora norma paula pauline penelope phyllis
priscilla regina rhonda rita rosa rose roxanne sabrina sally serena shannon sheila sonia stella sylvia tamara tanya
tiffany tina valerie vanessa vera veronica vivian wanda wendy yolanda yvonne zoe ines tamsin
`
  .trim()
  .split(/\s/);

/** As `FEMALE_NAMES`. */
export const MALE_NAMES: readonly string[] = `
james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald
steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric
jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry
tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry
austin sean gerald carl harold dylan arthur lawrence jesse bryan bruce gabriel joe logan alan juan albert willie
elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene louis harry howard johnny victor martin
ernest phillip craig todd clarence leonard allen curtis derek travis glenn marvin edwin oscar stanley leon barry troy
norman clifford herbert luis carlos miguel ricardo antonio manuel francisco alejandro diego rafael sergio hector ruben
raul ivan hugo felix max oliver lucas liam owen caleb isaac levi luke wyatt julian adrian colin connor garrett gavin
graham grant gordon gilbert hubert irving jerome julius kurt lance leo lester lloyd malcolm marcus mitchell morris
neil nelson nolan otto percy preston reginald rodney roland rupert seth sidney simon spencer stuart theodore trevor
vernon warren wesley xavier
`
  .trim()
  .split(/\s/);

/** Given names of either gender, as `FEMALE_NAMES`. */
export const SHARED_NAMES: readonly string[] = `
alex avery bailey blake cameron casey charlie dakota dana drew emerson finley frankie harley hayden jamie jordan kelly
kendall kerry kim lee leslie morgan pat quinn reese riley robin rowan sam sasha shawn skyler stacy sydney taylor tracy
`
  .trim()
  .split(/\s/);
