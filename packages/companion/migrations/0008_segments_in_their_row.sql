-- Segments are sealed: there is nothing to compress. Small ones stand in their row, and need no table beside it.
ALTER TABLE "recording_segment" ALTER COLUMN "jwe" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "recording_segment" SET (toast_tuple_target = 4080);
