// Only where golang.org/x/mod is not a package of the system: see ../README.md.
module sallyport.example/interop

go 1.25.0

require golang.org/x/mod v0.40.0
