CREATE TABLE "client_key" (
	"kid" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"x" text NOT NULL,
	"y" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subject_token" (
	"digest" "bytea" PRIMARY KEY NOT NULL,
	"kid" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "salt_digest" "bytea";--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "sealed_salt" "bytea";--> statement-breakpoint
CREATE INDEX "subject_token_expiry" ON "subject_token" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_salt" UNIQUE("salt_digest");