/** Words that places are named with, made up or common to a hundred places: written for this project. */
export const PLACE_WORDS: readonly string[] = `
ashford barrow beacon birchwood bramley briar bristlecone brookfield cardinal cedar chestnut clearwater clover copper
cottonwood cranberry cypress dalton deerfield dogwood dunmore eastbrook elderberry elmhurst fairmont falcon fernwood foxglove
foxhill garland glenmore granite greenfield hartwell harvest hawthorn hazelwood heather heron hickory hillcrest hollis
holloway ironwood ivywood juniper kestrel kingsley lakemont lancaster larkspur laurel linden lockwood magnolia mapleton
marlow meadow merrivale millbrook millstone monarch mulberry northgate oakdale oakmont orchard osprey parkhurst pebble
pinecrest pinewood plumtree poplar quail quarry ravenwood redbud redwood ridgeway riverbend rosemont rosewood sandpiper
shelby silverton sparrow springdale spruce stanhope stillwater stonebridge summit sunridge sycamore tamarack thistle
thornbury tulip valley vista walnut waverly westbrook westfield whitfield wildwood willow windham winslow woodbine woodbridge
woodland wren yarrow
`
  .trim()
  .split(/\s/);

/** Words of addresses and facilities that tell the kind of place, and stay; in lower case. */
export const KIND_WORDS: ReadonlySet<string> = new Set(
  `
street st avenue ave av boulevard blvd drive dr lane ln road rd court ct place pl terrace ter terr parkway pkwy highway hwy
circle cir trail trl square sq turnpike crescent alley way plaza loop pike apt apartment suite ste unit bldg building floor
fl rm room box po p o north south east west n s e w ne nw se sw county rural route rr
hospital clinic center centre medical infirmary hospice pharmacy school university college home house manor surgery practice
health healthcare institute laboratory lab labs church care nursing rehab rehabilitation dental associates group physicians
children's childrens memorial regional general community family internal medicine pediatrics pediatric cardiology oncology
orthopedics orthopedic women's veterans va department emergency urgent primary assisted living senior services network system
of the and at in for to on de la del los las le & calle rue via strasse straße
`
    .trim()
    .split(/\s/),
);
