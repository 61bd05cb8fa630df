CREATE TABLE "review_attachment" (
	"review" uuid NOT NULL,
	"number" integer NOT NULL,
	"type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"commitment" text NOT NULL,
	"sealed_bytes" "bytea" NOT NULL,
	"kept" boolean NOT NULL,
	CONSTRAINT "review_attachment_pk" PRIMARY KEY("review","number")
);
--> statement-breakpoint
CREATE INDEX "review_attachment_kept" ON "review_attachment" USING btree ("bytes") WHERE "review_attachment"."kept";